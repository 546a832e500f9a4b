import { type ComponentChildren } from 'preact';
import { type FastifyRequest } from 'fastify';
import { PostForm } from '../../layout/form.js';
import { Console, ConsoleHead, type ConsolePlace } from '../../layout/console.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { consoleEdition } from '../overview.page.js';

/** What has just happened, as the address says after a form (`?done=`): one of `words`, or null. */
export const doneOf = <D extends string>(request: FastifyRequest, words: Record<D, TextKey>) =>
  wordOf(request, 'done', words);

/** Why something was not done (`?refused=`). */
export const refusedOf = <D extends string>(request: FastifyRequest, words: Record<D, TextKey>) =>
  wordOf(request, 'refused', words);

function wordOf<D extends string>(request: FastifyRequest, name: string, words: Record<D, TextKey>): D | null {
  const word = (request.query as Record<string, unknown>)[name];
  return typeof word === 'string' && Object.hasOwn(words, word) ? (word as D) : null;
}

/** A page about one part of an edition: its head, what has just happened, and its contents. */
export function EditionConsole({
  edition,
  place,
  title,
  note,
  action,
  done,
  refused,
  scripts,
  head,
  children,
}: {
  edition: EditionRef;
  place: ConsolePlace;
  title: string;
  note?: ComponentChildren;
  /** Beside the title, e.g. a link to add something. */
  action?: ComponentChildren;
  done?: string | null;
  /** Why something was not done. */
  refused?: string | null;
  scripts?: readonly string[];
  /** What goes into the head besides. */
  head?: ComponentChildren;
  children: ComponentChildren;
}) {
  const view = useView();
  return (
    <Console title={title} place={place} edition={consoleEdition(edition, {}, view)} scripts={scripts} head={head}>
      <ConsoleHead title={title} note={note} action={action} done={done} refused={refused} />
      {children}
    </Console>
  );
}

/** The same fields for those who may look and not change. */
export function ReadOnly({ children }: { children: ComponentChildren }) {
  const { t } = useView();
  return (
    <>
      <p class="note">{t('parts.readOnly')}</p>
      <fieldset class="long-form read-only" disabled>
        <legend class="vh">{t('parts.readOnlyLegend')}</legend>
        {children}
      </fieldset>
    </>
  );
}

/** Takes something away, after asking; the version is the one that the reader has seen. */
export function Remove({
  action,
  version,
  ask,
  text,
  button,
}: {
  action: string;
  version: number;
  ask: string;
  text: string;
  button: string;
}) {
  return (
    <details class="remove">
      <summary>{ask}</summary>
      <div class="stack">
        <p>{text}</p>
        <PostForm action={action} class="row">
          <input type="hidden" name="version" value={version} />
          <button class="btn btn-danger" type="submit">
            {button}
          </button>
        </PostForm>
      </div>
    </details>
  );
}
