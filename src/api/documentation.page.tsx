import { type OpenAPIObject } from '@nestjs/swagger';
import { renderToString } from 'preact-render-to-string';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const METHODS = ['get', 'post', 'patch', 'delete'] as const;

interface Entry {
  method: string;
  path: string;
  operation: Operation;
}

/** The API for readers: everything from the OpenAPI document, nothing from another host, no script. */
export function documentationPage(document: OpenAPIObject): string {
  return `<!doctype html>${renderToString(<Page document={document} />)}`;
}

function Page({ document }: { document: OpenAPIObject }) {
  const tags = [...new Set(entriesOf(document).map(({ operation }) => operation.tags?.[0] ?? 'other'))].sort();
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>API of Symposia</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/site.css" />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <main id="main" class="wrap api">
          <div class="masthead">
            <h1>API</h1>
            <p class="lede">
              JSON over HTTP under <code>/api/v1</code>. Errors are problem details (RFC 9457) with a stable code. Sign
              in with <code>POST /api/v1/session</code>, or send <code>Authorization: Bearer</code> with a token. Lists
              are paged by <code>limit</code> and <code>cursor</code>; <code>POST</code> honours{' '}
              <code>Idempotency-Key</code>, <code>PATCH</code> and <code>DELETE</code> honour <code>If-Match</code>.
            </p>
            <p>
              <a href="/api/openapi.json">OpenAPI 3.1 document</a>
            </p>
          </div>
          {tags.map((tag) => (
            <section class="section" aria-labelledby={`tag-${tag}`} key={tag}>
              <div class="section-head">
                <h2 id={`tag-${tag}`}>{tag}</h2>
              </div>
              <div class="stack">
                {entriesOf(document)
                  .filter(({ operation }) => (operation.tags?.[0] ?? 'other') === tag)
                  .map((entry) => (
                    <OperationDetails entry={entry} key={`${entry.method} ${entry.path}`} />
                  ))}
              </div>
            </section>
          ))}
          <section class="section" aria-labelledby="schemas">
            <div class="section-head">
              <h2 id="schemas">Schemas</h2>
            </div>
            <div class="stack">
              {Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => (
                <details id={`schema-${name}`} key={name}>
                  <summary>{name}</summary>
                  <Json value={schema} />
                </details>
              ))}
            </div>
          </section>
        </main>
      </body>
    </html>
  );
}

function OperationDetails({ entry: { method, path, operation } }: { entry: Entry }) {
  const body = (operation.requestBody as { content?: Record<string, { schema?: unknown }> } | undefined)?.content;
  return (
    <details>
      <summary>
        <b>{method.toUpperCase()}</b> <code>{path}</code>
      </summary>
      <p>{operation.description ?? operation.summary}</p>
      {operation.parameters && operation.parameters.length > 0 && (
        <>
          <h3>Parameters</h3>
          <Json value={operation.parameters} />
        </>
      )}
      {body && (
        <>
          <h3>Body</h3>
          <Json value={Object.values(body)[0]?.schema} />
        </>
      )}
      <h3>Answers</h3>
      <Json value={operation.responses} />
    </details>
  );
}

function Json({ value }: { value: unknown }) {
  return (
    <pre tabIndex={0}>
      <code>{JSON.stringify(value, null, 2)}</code>
    </pre>
  );
}

function entriesOf(document: OpenAPIObject): Entry[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method, path, operation }] : [];
    }),
  );
}
