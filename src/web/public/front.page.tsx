import { hasText, type LocalisedText } from '../../kernel/locale.js';
import {
  EditionName,
  formatKey,
  HostNames,
  Masthead,
  RegisterButton,
  WhenLine,
  cityOfEdition,
} from '../layout/edition.js';
import { Localised } from '../layout/localised.js';
import { Shell } from '../layout/shell.js';
import { EditionStatusMark } from '../layout/status.js';
import { TimePair } from '../layout/time-pair.js';
import { Timeline } from '../layout/timeline.js';
import { useView } from '../layout/view-context.js';
import { type TimelineEntry, type UpcomingEdition } from '../layout/view-models.js';

export interface FrontPageProps {
  /** Soonest first. */
  upcoming: UpcomingEdition[];
  series: SeriesArchive[];
}

export interface SeriesArchive {
  slug: string;
  name: LocalisedText;
  description: LocalisedText | null;
  foundedYear: number | null;
  timeline: TimelineEntry[];
}

/** The event that comes next: its name and its moment, with the one action. */
function Next({ edition }: { edition: UpcomingEdition }) {
  const { t } = useView();
  const { when, key } = edition;
  return (
    <section aria-labelledby="next-title">
      <div class="wrap">
        <div class="section upcoming">
          <div class="section-head">
            <h2 id="next-title">{t('front.next')}</h2>
          </div>
          <div>
            <h3 class="upcoming-title">
              <a href={`/events/${key}`}>
                <EditionName edition={edition} />
              </a>
            </h3>
            {hasText(edition.theme) && (
              <p class="lede">
                <Localised text={edition.theme} />
              </p>
            )}
            <p class="muted upcoming-where">
              <HostNames hosts={edition.hosts} linked />
              {edition.hosts.length > 0 && edition.format && t('list.comma')}
              {edition.format && t(formatKey(edition.format))}
            </p>
          </div>
        </div>
      </div>
      {when.startsAt && when.timeZone && (
        <TimePair
          full
          startsAt={when.startsAt}
          endsAt={when.endsAt}
          timeZone={when.timeZone}
          city={cityOfEdition(edition)}
        />
      )}
      <div class="wrap">
        <div class="row upcoming-actions">
          <RegisterButton editionKey={key} stand={edition.registration} zone={when.timeZone ?? 'UTC'} large />
          <a class="btn btn-l" href={`/events/${key}`}>
            {t('front.details')}
          </a>
        </div>
      </div>
    </section>
  );
}

function Later({ editions }: { editions: UpcomingEdition[] }) {
  const { t } = useView();
  return (
    <section class="section" aria-labelledby="later">
      <div class="section-head">
        <h2 id="later">{t('front.later')}</h2>
      </div>
      <ul class="people" role="list">
        {editions.map((edition) => (
          <li key={edition.key}>
            <div>
              <h3>
                <a href={`/events/${edition.key}`}>
                  <EditionName edition={edition} />
                </a>
              </h3>
              <p class="where">
                <WhenLine when={edition.when} city={cityOfEdition(edition)} />
              </p>
            </div>
            {edition.status === 'published' ? (
              <RegisterButton
                editionKey={edition.key}
                stand={edition.registration}
                zone={edition.when.timeZone ?? 'UTC'}
              />
            ) : (
              <EditionStatusMark status={edition.status} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `/` */
export function FrontPage({ upcoming, series }: FrontPageProps) {
  const { t } = useView();
  const [next, ...later] = upcoming;
  return (
    <Shell title="Symposia" description={t('front.lede')} canonical="/" place="home">
      <Masthead between={null} title={t('front.title')} lede={t('front.lede')} />
      {next && <Next edition={next} />}
      <div class="wrap">
        {!next && (
          <section class="section" aria-labelledby="next-title">
            <div class="section-head">
              <h2 id="next-title">{t('front.next')}</h2>
            </div>
            <div class="empty">
              <h3>{t('front.noneTitle')}</h3>
              <p>{t('front.none')}</p>
            </div>
          </section>
        )}
        {later.length > 0 && <Later editions={later} />}
        {series.map((one) => (
          <section class="section" key={one.slug} aria-labelledby={`series-${one.slug}`}>
            <div class="section-head">
              <h2 id={`series-${one.slug}`}>
                <a href={`/series/${one.slug}`}>
                  <Localised text={one.name} />
                </a>
              </h2>
              {one.foundedYear !== null && <p>{t('series.since', { year: one.foundedYear })}</p>}
            </div>
            <div class="stack">
              {hasText(one.description) && (
                <p class="muted">
                  <Localised text={one.description} />
                </p>
              )}
              {one.timeline.length > 0 ? (
                <Timeline entries={one.timeline} series={one} />
              ) : (
                <p class="muted small">{t('archive.empty')}</p>
              )}
            </div>
          </section>
        ))}
      </div>
    </Shell>
  );
}
