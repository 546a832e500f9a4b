import { hasText, type LocalisedText, pick, textIn } from '../../kernel/locale.js';
import { cityOfEdition, EditionName, Masthead, RegisterButton } from '../layout/edition.js';
import { Localised } from '../layout/localised.js';
import { Shell } from '../layout/shell.js';
import { At, TimePair } from '../layout/time-pair.js';
import { Timeline } from '../layout/timeline.js';
import { useView } from '../layout/view-context.js';
import { type SeriesRef, type TimelineEntry, type UpcomingEdition } from '../layout/view-models.js';
import { HostTable, type HostTableProps } from './host-table.js';
import { FormerMembers, Members, type SeriesMember } from './members.js';
import { SeriesTimeline, type SeriesTimelineProps } from './series-timeline.js';

export interface SeriesPageProps {
  series: SeriesRef & { description: LocalisedText | null; foundedYear: number | null };
  /** Every edition, the next one too. */
  chart: SeriesTimelineProps;
  hosts: HostTableProps;
  /** Without the next one. */
  timeline: TimelineEntry[];
  members: SeriesMember[];
  former: SeriesMember[];
  next: UpcomingEdition | null;
}

function Next({ edition }: { edition: UpcomingEdition }) {
  const { t } = useView();
  const { when, key } = edition;
  const zone = when.timeZone ?? 'UTC';
  return (
    <section class="section" aria-labelledby="next">
      <div class="section-head">
        <h2 id="next">{t('series.next')}</h2>
      </div>
      <div class="stack">
        <h3>
          <a href={`/events/${key}`}>
            <EditionName edition={edition} />
          </a>
        </h3>
        {when.startsAt && (
          <TimePair startsAt={when.startsAt} endsAt={when.endsAt} timeZone={zone} city={cityOfEdition(edition)} />
        )}
        <div class="row">
          <RegisterButton editionKey={key} stand={edition.registration} zone={zone} />
          {edition.registration.kind === 'opens' && (
            <span class="small muted">
              <At instant={edition.registration.at} zone={zone} />
            </span>
          )}
        </div>
      </div>
    </section>
  );
}

function History({ series, chart, hosts, timeline }: Pick<SeriesPageProps, 'series' | 'chart' | 'hosts' | 'timeline'>) {
  const { t } = useView();
  const hasHosts = hosts.hosts.length > 0 || hosts.unrecorded.length > 0;
  return (
    <>
      {chart.marks.length > 0 && (
        <section class="section" aria-labelledby="timeline">
          <div class="section-head">
            <h2 id="timeline">{t('series.timeline.heading')}</h2>
            <p>{t('series.timeline.note')}</p>
          </div>
          <SeriesTimeline {...chart} />
        </section>
      )}
      <section class="section" aria-labelledby="editions">
        <div class="section-head">
          <h2 id="editions">{t('series.editions')}</h2>
          <p>{t('series.editionsNote')}</p>
        </div>
        {timeline.length > 0 ? (
          <Timeline entries={timeline} series={series} />
        ) : (
          <div class="empty">
            <h3>{t('archive.emptyTitle')}</h3>
            <p>{t('archive.empty')}</p>
          </div>
        )}
      </section>
      {hasHosts && (
        <section class="section" aria-labelledby="hosts">
          <div class="section-head">
            <h2 id="hosts">{t('series.hosts.heading')}</h2>
            <p>{t('series.hosts.note')}</p>
          </div>
          <HostTable {...hosts} />
        </section>
      )}
    </>
  );
}

/** `/series/{slug}` */
export function SeriesPage({ series, members, former, next, ...history }: SeriesPageProps) {
  const { t, locale } = useView();
  const name = pick(series.name, locale);
  const roles = (['member', 'partner', 'broadcaster'] as const)
    .map((role) => ({ role, members: members.filter((member) => member.role === role) }))
    .filter((group) => group.members.length > 0);
  return (
    <Shell
      title={name.text}
      description={textIn(series.description, locale) || undefined}
      canonical={`/series/${series.slug}`}
      place="home"
    >
      <Masthead
        between={series.shortName ? { word: series.shortName } : null}
        title={<Localised text={series.name} />}
        lede={hasText(series.description) ? <Localised text={series.description} /> : undefined}
        crumb={series.foundedYear === null ? undefined : t('series.since', { year: series.foundedYear })}
      />
      <div class="wrap">
        {next && <Next edition={next} />}
        <History series={series} {...history} />
        {roles.map((group) => (
          <Members key={group.role} {...group} next={next} />
        ))}
        {former.length > 0 && <FormerMembers members={former} />}
      </div>
    </Shell>
  );
}
