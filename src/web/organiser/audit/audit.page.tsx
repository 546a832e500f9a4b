import { type LocalisedText, textIn } from '../../../kernel/locale.js';
import { TableHead, EmptyList } from '../../layout/data-table.js';
import { Console } from '../../layout/console.js';
import { editionName } from '../../layout/edition.js';
import { hrefWith } from '../../layout/hrefs.js';
import { Name } from '../../layout/localised.js';
import { Pager } from '../../layout/pager.js';
import { TimesLine } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { EditionConsole } from '../parts/edition-console.js';
import { type TextKey } from '../../texts.js';
import { type FieldChange } from './entry-changes.js';
import { actionText, KNOWN_ACTIONS } from './entry-words.js';
import { FieldChanges } from './field-changes.js';

/** The query of the page: `person, object (kind:id), action, from, to (YYYY-MM-DD, both included), cursor`. */
export interface AuditFilterValues {
  person: string | null;
  object: string | null;
  action: string | null;
  from: string | null;
  to: string | null;
}

interface NamedEdition {
  key: string;
  ordinal: number | null;
  year: number;
  title: LocalisedText | null;
  series: { name: LocalisedText };
}

export interface AuditPageProps {
  /** Whose trail it is; null for everything that the reader may see. */
  edition: EditionRef | null;
  filter: AuditFilterValues;
  /** The name of the person in the filter, when an entry on the page tells it. */
  personName: string | null;
  entries: {
    id: string;
    at: Date;
    /** Of the event; UTC where there is none. */
    timeZone: string;
    /** Null for visitors and for holders of a link. */
    who: string | null;
    kind: string;
    personId: string | null;
    ip: string | null;
    action: string;
    /** Null where it is gone, or the entry is about none. */
    edition: NamedEdition | null;
    object: { kind: string; id: string; name: LocalisedText | string | null; href: string | null };
    changes: FieldChange[];
  }[];
  next: string | null;
}

type Entry = AuditPageProps['entries'][number];

const KINDS = {
  anonymous: 'audit.visitor',
  holder: 'audit.holder',
  system: 'audit.system',
  account: 'audit.account',
} as const;

/** What the pages of an edition's parts are called, where the edition itself need not be named. */
const PARTS: Record<string, TextKey> = {
  category: 'console.categories',
  registration: 'console.registrations',
  'registration-invitation': 'console.invitations',
  stream: 'console.streams',
  'reminder-rule': 'console.reminders',
  delivery: 'console.deliveries',
  document: 'console.archive',
};

/** `/organise/audit` and `/organise/editions/{key}/audit` */
export function AuditPage(props: AuditPageProps) {
  const { edition } = props;
  const { t } = useView();
  const title = t('console.audit');
  const note = t('audit.note');
  if (edition) {
    return (
      <EditionConsole edition={edition} place="audit" title={title} note={note}>
        <Trail {...props} />
      </EditionConsole>
    );
  }
  return (
    <Console title={title} place="audit">
      <div class="console-title">
        <div>
          <h1>{title}</h1>
          <p>{note}</p>
        </div>
      </div>
      <Trail {...props} />
    </Console>
  );
}

function Trail({ edition, filter, personName, entries, next }: AuditPageProps) {
  const { t } = useView();
  const base = edition ? `/organise/editions/${edition.key}/audit` : '/organise/audit';
  const isNarrowed = Object.values(filter).some((value) => value !== null);
  const columns = [t('audit.when'), t('audit.who'), t('audit.what'), t('audit.changes')];
  return (
    <>
      <Filter base={base} filter={filter} personName={personName} />
      {entries.length === 0 ? (
        <EmptyList clear={isNarrowed ? base : null} title={t('audit.none')} text={t('audit.noneText')} />
      ) : (
        <>
          <p class="small row">
            <a href={hrefWith(`${base}.csv`, { ...filter })} download>
              {t('audit.csv')}
            </a>
          </p>
          <div class="data audit">
            <table role="table">
              <TableHead columns={columns.map((text) => ({ text }))} />
              <tbody role="rowgroup">
                {entries.map((entry) => (
                  <Row key={entry.id} entry={entry} base={base} isOwn={edition !== null} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <Pager next={next} />
    </>
  );
}

function Filter({ base, filter, personName }: { base: string } & Pick<AuditPageProps, 'filter' | 'personName'>) {
  const { t, path } = useView();
  const chips = [
    ...(filter.person ? [{ name: 'person', text: personName ?? t('audit.onePerson') }] : []),
    ...(filter.object ? [{ name: 'object', text: t('audit.oneObject') }] : []),
  ];
  const actions = KNOWN_ACTIONS.map((action) => ({ action, text: actionText(action, t) }));
  return (
    <>
      <form class="filter" method="get" action={base}>
        {filter.person && <input type="hidden" name="person" value={filter.person} />}
        {filter.object && <input type="hidden" name="object" value={filter.object} />}
        <div class="field">
          <label for="action">{t('audit.what')}</label>
          <select class="input" id="action" name="action">
            <option value="">{t('console.all')}</option>
            {actions.map(({ action, text }) => (
              <option key={action} value={action} selected={action === filter.action}>
                {text}
              </option>
            ))}
          </select>
        </div>
        <div class="field audit-day">
          <label for="from">{t('audit.from')}</label>
          <input class="input" type="date" id="from" name="from" value={filter.from ?? ''} />
        </div>
        <div class="field audit-day">
          <label for="to">{t('audit.to')}</label>
          <input class="input" type="date" id="to" name="to" value={filter.to ?? ''} />
        </div>
        <button class="btn" type="submit">
          {t('list.show')}
        </button>
      </form>
      {chips.length > 0 && (
        <p class="chips audit-chips">
          {chips.map(({ name, text }) => (
            <a key={name} class="chip" aria-current="true" href={hrefWith(path, { [name]: null, cursor: null })}>
              <span class="vh">{t('audit.takeAway')}</span> {text}
            </a>
          ))}
        </p>
      )}
    </>
  );
}

function Row({ entry, base, isOwn }: { entry: Entry; base: string; isOwn: boolean }) {
  const { t, locale } = useView();
  const { who, personId, ip, object, edition } = entry;
  const person = who ?? (entry.kind in KINDS ? t(KINDS[entry.kind as keyof typeof KINDS]) : entry.kind);
  const name = typeof object.name === 'string' ? object.name : textIn(object.name, locale);
  const part = isOwn ? PARTS[object.kind] : undefined;
  const whole = edition
    ? editionName({ ...edition, when: { year: edition.year } }, locale, t)
    : name || `${object.kind} ${object.id.slice(0, 8)}`;
  const about = part ? t(part) : whole;
  const isEdition = object.kind === 'edition';
  return (
    <tr role="row">
      <td role="cell" data-label={t('audit.when')}>
        <TimesLine startsAt={entry.at} endsAt={null} timeZone={entry.timeZone} />
      </td>
      <td role="cell" data-label={t('audit.who')}>
        <span>
          {personId ? (
            <a href={hrefWith(base, { person: personId })}>
              <Name>{person}</Name>
            </a>
          ) : (
            person
          )}
          {ip && (
            <>
              <br />
              <span class="small muted">{t('audit.ip', { ip })}</span>
            </>
          )}
        </span>
      </td>
      <td role="cell" data-label={t('audit.what')}>
        <span>
          {actionText(entry.action, t)}
          <br />
          {!(isOwn && isEdition) && (
            <>
              {object.href ? <a href={object.href}>{about}</a> : <span class="muted">{about}</span>}
              <br />
            </>
          )}
          <a class="small" href={hrefWith(base, { object: `${object.kind}:${object.id}` })}>
            {t('audit.allOf')} <span class="vh">{about}</span>
          </a>
        </span>
      </td>
      <td role="cell" data-label={t('audit.changes')}>
        <FieldChanges changes={entry.changes} />
      </td>
    </tr>
  );
}
