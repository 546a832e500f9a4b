import { type ComponentChildren } from 'preact';
import { hasText, LOCALES, type LocalisedText, pick } from '../../../kernel/locale.js';
import { formatMoment, zoneLabel } from '../../../platform/i18n/format.js';
import { City, EditionName, Masthead, placeText, roleKey } from '../../layout/edition.js';
import { hostOf, isWebAddress } from '../../layout/hrefs.js';
import { JsonLd } from '../../layout/json-ld.js';
import { Localised, Name } from '../../layout/localised.js';
import { Shell } from '../../layout/shell.js';
import { EditionStatusMark } from '../../layout/status.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef, type EditionRole } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { type KindPart, type SeriesPart } from './history-view.js';
import { institutionData } from './institution-data.js';
import { YearSpan } from './span.js';

export interface InstitutionPageProps {
  institution: {
    slug: string;
    name: LocalisedText;
    aliases: string[];
    city: string;
    country: string;
    timeZone: string;
    website: string | null;
    parent: string | null;
  };
  /** The last one first. */
  former: { id: string; name: LocalisedText; until: number }[];
  history: KindPart[];
}

const KINDS: Record<KindPart['kind'], TextKey> = {
  annual_meeting: 'institution.kind.annualMeeting',
  symposium: 'institution.kind.symposium',
  exchange_programme: 'institution.kind.exchangeProgramme',
};

const MEMBERSHIPS: Record<SeriesPart['memberships'][number]['role'], TextKey> = {
  member: 'institution.member',
  partner: 'institution.partner',
  broadcaster: 'institution.broadcaster',
};

function Fact({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Names in a line, each marked with its own language. */
function Texts({ text, without }: { text: LocalisedText; without?: string }) {
  const { t, locale } = useView();
  const words = LOCALES.flatMap((one) => (text[one] ? [{ locale: one, text: text[one] }] : []));
  const shown = words.filter(
    (one, index) => one.text !== without && words.findIndex((other) => other.text === one.text) === index,
  );
  return (
    <>
      {shown.map((one, index) => (
        <>
          {index > 0 && t('list.separator')}
          <span key={one.locale} lang={one.locale === locale ? undefined : one.locale}>
            {one.text}
          </span>
        </>
      ))}
    </>
  );
}

function About({ institution, former }: Pick<InstitutionPageProps, 'institution' | 'former'>) {
  const { t, locale, now } = useView();
  const { aliases, website, parent, timeZone } = institution;
  const clock = formatMoment(locale, timeZone, now);
  return (
    <section class="section no-rule" aria-labelledby="about">
      <div class="section-head">
        <h2 id="about">{t('institution.about')}</h2>
      </div>
      <dl class="facts">
        <Fact term={t('institution.place')}>
          <Name>{placeText(locale, institution, t)}</Name>
        </Fact>
        <Fact term={t('institution.timeNow')}>
          <time dateTime={clock.iso}>
            {clock.time}
            {t('list.comma')}
            {clock.date}
          </time>{' '}
          <span class="muted small">{zoneLabel(locale, timeZone, now)}</span>
        </Fact>
        {parent && (
          <Fact term={t('institution.parent')}>
            <Name>{parent}</Name>
          </Fact>
        )}
        {website && isWebAddress(website) && (
          <Fact term={t('institution.website')}>
            <a href={website} rel="noopener noreferrer external">
              <span lang="en">{hostOf(website)}</span>
            </a>
          </Fact>
        )}
        {aliases.length > 0 && (
          <Fact term={t('institution.otherNames')}>
            {aliases.map((alias, index) => (
              <>
                {index > 0 && t('list.separator')}
                <Name key={alias}>{alias}</Name>
              </>
            ))}
          </Fact>
        )}
        {former.length > 0 && (
          <Fact term={t('institution.formerNames')}>
            <ul role="list">
              {former.map(({ id, name, until }) => (
                <li key={id}>
                  <Texts text={name} /> <span class="muted small">{t('institution.untilYear', { year: until })}</span>
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
    </section>
  );
}

function EditionLine({ edition, roles }: { edition: EditionRef; roles?: readonly EditionRole[] }) {
  const { t } = useView();
  const year = t('edition.year', { year: edition.when.year });
  const isOpen = edition.status === 'published' || edition.status === 'completed';
  return (
    <li>
      <div>
        <p>
          <a href={`/events/${edition.key}`}>
            <EditionName edition={edition} />
          </a>{' '}
          {!isOpen && <EditionStatusMark status={edition.status} />}
        </p>
        {hasText(edition.theme) && (
          <p class="where">
            {t('edition.themeBefore')}
            <Localised text={edition.theme} />
            {t('edition.themeAfter')}
          </p>
        )}
        {roles && <p class="where">{roles.map((role) => t(roleKey(role))).join(t('list.separator'))}</p>}
      </div>
      <p class="where num">{year}</p>
    </li>
  );
}

function Part({ part }: { part: SeriesPart }) {
  const { t } = useView();
  const { series, memberships, hosted, others } = part;
  return (
    <div class="stack-s part">
      <h3>
        <a href={`/series/${series.slug}`}>
          <Localised text={series.name} />
        </a>
      </h3>
      {memberships.map(({ id, role, founding, since, until }) => (
        <p key={id}>
          {founding && role === 'member' ? t('institution.foundingMember') : t(MEMBERSHIPS[role])}
          {founding && role !== 'member' && t('list.comma') + t('series.founding')}
          {(since !== null || until !== null) && (
            <>
              {t('list.comma')}
              <YearSpan since={since} until={until} />
            </>
          )}
        </p>
      ))}
      {hosted.length > 0 && (
        <>
          <h4>{t('institution.hosted')}</h4>
          <ul class="people" role="list">
            {hosted.map((edition) => (
              <EditionLine key={edition.key} edition={edition} />
            ))}
          </ul>
        </>
      )}
      {others.length > 0 && (
        <>
          <h4>{t('institution.otherRoles')}</h4>
          <ul class="people" role="list">
            {others.map(({ edition, roles }) => (
              <EditionLine key={edition.key} edition={edition} roles={roles} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** `/institutions/{slug}` */
export function InstitutionPage({ institution, former, history }: InstitutionPageProps) {
  const { t, locale, origin } = useView();
  const { name, city } = institution;
  const shown = pick(name, locale).text;
  const hasOthers = LOCALES.some((one) => name[one] && name[one] !== shown);
  return (
    <Shell
      title={shown}
      description={placeText(locale, institution, t)}
      canonical={`/institutions/${institution.slug}`}
      place="home"
      head={<JsonLd data={institutionData({ ...institution, former }, shown, origin)} />}
    >
      <Masthead
        between={null}
        title={<Localised text={name} />}
        lede={hasOthers ? <Texts text={name} without={shown} /> : <City city={city} />}
        crumb={<a href="/institutions">{t('institution.all')}</a>}
      />
      <div class="wrap">
        <About institution={institution} former={former} />
        {history.map(({ kind, parts }) => (
          <section class="section" key={kind} aria-labelledby={`kind-${kind}`}>
            <div class="section-head">
              <h2 id={`kind-${kind}`}>{t(KINDS[kind])}</h2>
            </div>
            <div class="stack-l">
              {parts.map((part) => (
                <Part key={part.series.slug} part={part} />
              ))}
            </div>
          </section>
        ))}
        {history.length === 0 && (
          <div class="empty">
            <h2>{t('institution.nothing')}</h2>
            <p>{t('institution.nothingText')}</p>
          </div>
        )}
      </div>
    </Shell>
  );
}
