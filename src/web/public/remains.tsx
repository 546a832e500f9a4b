import { hasText, type LocalisedText, pick } from '../../kernel/locale.js';
import { DocumentFacts, type DocumentItem } from '../layout/document.js';
import { hostOf, isWebAddress } from '../layout/hrefs.js';
import { Localised } from '../layout/localised.js';
import { useView } from '../layout/view-context.js';
import { type TextKey } from '../texts.js';

/** What remains of an edition. What is not recorded is null, and not shown. */
export interface RemainsView {
  summary: LocalisedText | null;
  website: string | null;
  participants: Partial<Record<Figure, number>> | null;
  documents: DocumentItem[];
}

type Figure = 'inPerson' | 'online' | 'countries' | 'institutions';

const FIGURES: readonly { figure: Figure; text: TextKey }[] = [
  { figure: 'inPerson', text: 'archive.public.inPerson' },
  { figure: 'online', text: 'archive.public.online' },
  { figure: 'countries', text: 'archive.public.countries' },
  { figure: 'institutions', text: 'archive.public.institutions' },
];

/** On the page of an edition: summary, figures and old website, then documents and recordings. */
export function Remains({ remains }: { remains: RemainsView }) {
  const { documents } = remains;
  return (
    <>
      <Record remains={remains} />
      <Documents kind="document" documents={documents} />
      <Documents kind="recording" documents={documents} />
    </>
  );
}

function Record({ remains: { summary, website, participants } }: { remains: RemainsView }) {
  const { t, locale } = useView();
  const figures = FIGURES.filter(({ figure }) => participants?.[figure] !== undefined);
  const address = website !== null && isWebAddress(website) ? website : null;
  if (!hasText(summary) && figures.length === 0 && address === null) return null;
  const found = pick(summary, locale);
  const number = new Intl.NumberFormat(locale);
  return (
    <section class="section" aria-labelledby="record">
      <div class="section-head">
        <h2 id="record">{t('archive.public.record')}</h2>
      </div>
      <div class="stack">
        {hasText(summary) && (
          <div class="stack" lang={found.locale === locale ? undefined : found.locale}>
            {found.text.split(/\n{2,}/).map((paragraph, index) => (
              <p key={index}>{paragraph}</p>
            ))}
          </div>
        )}
        {(figures.length > 0 || address !== null) && (
          <dl class="facts">
            {figures.map(({ figure, text }) => (
              <div key={figure}>
                <dt>{t(text)}</dt>
                <dd class="num">{number.format(participants?.[figure] ?? 0)}</dd>
              </div>
            ))}
            {address !== null && (
              <div>
                <dt>{t('archive.public.website')}</dt>
                <dd>
                  <a href={address} rel="noopener noreferrer">
                    {hostOf(address)}
                  </a>
                </dd>
              </div>
            )}
          </dl>
        )}
      </div>
    </section>
  );
}

function Documents({ kind, documents }: { kind: DocumentItem['kind']; documents: DocumentItem[] }) {
  const { t } = useView();
  const some = documents.filter((document) => document.kind === kind);
  if (some.length === 0) return null;
  return (
    <section class="section" aria-labelledby={`${kind}s`}>
      <div class="section-head">
        <h2 id={`${kind}s`}>{kind === 'document' ? t('archive.public.documents') : t('archive.public.recordings')}</h2>
      </div>
      <ul class="people" role="list">
        {some.map((document) => (
          <li key={document.id} id={`document-${document.id}`}>
            <div>
              <h3>
                <a href={document.href} rel={document.file ? undefined : 'noopener noreferrer'}>
                  <Localised text={document.title} />
                </a>
              </h3>
              <p class="where">
                <DocumentFacts document={document} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
