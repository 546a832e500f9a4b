import { type CheckInCounters, type CheckInPerson, type ScanAnswer } from '../../../features/registration/index.js';
import { type LocalisedText, textIn } from '../../../kernel/locale.js';
import { EditionName, editionName } from '../../layout/edition.js';
import { TableHead } from '../../layout/data-table.js';
import { type FormState, PostForm } from '../../layout/form.js';
import { BrandMark } from '../../layout/icons.js';
import { Localised, Name } from '../../layout/localised.js';
import { Head, LanguageSwitch } from '../../layout/shell.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { OutcomeCard, PersonFacts, PersonName } from './outcome-card.js';
import { clockTime, sayAnswer, scriptWords, wordOf } from './scan-words.js';
import { WalkInForm, type WalkInChoice } from './walk-in-form.js';

export interface CheckInPageProps {
  edition: EditionRef;
  counters: CheckInCounters;
  recent: readonly ScanAnswer[];
  flagged: readonly CheckInPerson[];
  /** The scan that has just been made with a form of this page. */
  answer: ScanAnswer | null;
  /** What was looked for, and who was found; null: nobody has looked. */
  search: { text: string; found: readonly CheckInPerson[] } | null;
  categories: readonly WalkInChoice[];
  institutions: readonly { slug: string; name: LocalisedText }[];
  walkIn: FormState;
  /** Makes a nonce for a form, so that sending it twice does nothing twice. */
  nonce: () => string;
}

/**
 * `/organise/editions/{key}/check-in`: everything is there without the script, as forms. With it the camera reads, scans are
 * answered at once, and the page works without a connection.
 */
export function CheckInPage(props: CheckInPageProps) {
  const { edition, counters } = props;
  const view = useView();
  const { t, locale, readerZoneKnown, account } = view;
  const base = `/organise/editions/${edition.key}/check-in`;
  const zone = edition.when.timeZone ?? 'UTC';
  const name = editionName(edition, locale, t);
  const title = t('checkIn.title');
  const script = {
    key: edition.key,
    base,
    api: `/api/v1/editions/${edition.key}/check-in`,
    zone,
    locale,
    endsAt: edition.when.endsAt?.toISOString() ?? null,
    me: account?.name ?? null,
    phone: t('checkIn.devicePhone'),
    categories: Object.fromEntries(counters.categories.map((one) => [one.id, textIn(one.name, locale)])),
    words: scriptWords(t),
  };
  return (
    <html lang={locale} data-zone={readerZoneKnown ? undefined : 'unknown'}>
      <Head title={`${title} · ${name} · Symposia`} scripts={['check-in.js']} styles={['check-in.css']} />
      <body class="door">
        <a class="skip" href="#main">
          {t('shell.skip')}
        </a>
        <header class="site-header">
          <div class="wrap">
            <a
              class="brand"
              href={`/organise/editions/${edition.key}`}
              aria-label={t('checkIn.backTo', { event: name })}
            >
              <BrandMark /> {title}
            </a>
            <Gauge counters={counters} />
          </div>
        </header>
        <main id="main" tabIndex={-1} data-check-in={JSON.stringify(script)}>
          <div class="wrap desk">
            <h1 class="vh">{title}</h1>
            <p class="row spread small">
              <span class="status" data-net hidden></span>
              <span class="muted">
                <EditionName edition={edition} />
              </span>
            </p>
            <div class="desk-low">
              <div class="stack-s">
                <Answer {...props} base={base} zone={zone} />
                <Camera />
                <Find {...props} base={base} zone={zone} />
              </div>
              <div class="stack-l">
                <Flagged people={props.flagged} zone={zone} />
                <Recent scans={props.recent} base={base} zone={zone} nonce={props.nonce} />
              </div>
            </div>
            <Counters counters={counters} />
            <details class="card-quiet" open={props.walkIn.errors.length > 0}>
              <summary>{t('checkIn.walkIn')}</summary>
              <WalkInForm
                action={`${base}/walk-in`}
                categories={props.categories}
                institutions={props.institutions}
                form={props.walkIn}
              />
            </details>
            <Device />
          </div>
          <template data-template="outcome">
            <OutcomeCard said={null} person={null} />
          </template>
        </main>
        <footer class="site-footer">
          <div class="wrap">
            <LanguageSwitch />
          </div>
        </footer>
      </body>
    </html>
  );
}

function Gauge({ counters: { checkedIn, expected } }: { counters: CheckInCounters }) {
  const { t } = useView();
  return (
    <p class="gauge grow end" data-gauge>
      <span data-part="came">{checkedIn}</span>
      <small>
        {'\u200a/\u200a'}
        <span data-part="expected">{expected}</span> <span class="vh">{t('checkIn.gauge')}</span>
      </small>
    </p>
  );
}

interface Placed {
  base: string;
  zone: string;
  nonce: () => string;
}

/** A scan by button: works without the script, which takes it over where it runs. */
function ScanButton({
  base,
  person,
  kind,
  nonce,
  primary,
}: Omit<Placed, 'zone'> & { person: CheckInPerson; kind: 'in' | 'undo'; primary?: boolean }) {
  const { t } = useView();
  const { id, name } = person;
  return (
    <PostForm action={`${base}/scan`} class="scan">
      <input type="hidden" name="registration" value={id} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="nonce" value={nonce()} />
      <button
        class={primary ? 'btn btn-primary' : 'btn'}
        type="submit"
        aria-label={kind === 'in' ? t('checkIn.doOf', { name }) : t('checkIn.undoOf', { name })}
      >
        {kind === 'in' ? t('checkIn.do') : t('checkIn.undo')}
      </button>
    </PostForm>
  );
}

function Answer({ answer, base, zone, nonce }: CheckInPageProps & Placed) {
  const { t, locale } = useView();
  const person = answer?.person ?? null;
  const mayUndo = answer?.outcome === 'checked_in' && person?.checkedIn;
  return (
    <div data-answer role="status" aria-live="assertive" aria-label={t('checkIn.answer')}>
      {answer && (
        <OutcomeCard said={sayAnswer(answer, t, locale, zone)} person={person}>
          {mayUndo && <ScanButton base={base} person={person} kind="undo" nonce={nonce} />}
        </OutcomeCard>
      )}
    </div>
  );
}

/** Only the script can read a camera. */
function Camera() {
  const { t } = useView();
  return (
    <section class="camera" aria-label={t('checkIn.camera')} data-camera hidden>
      <div class="finder" data-finder hidden>
        <video data-video muted playsInline></video>
      </div>
      <p class="small" data-camera-note role="status"></p>
      <div class="row">
        <button class="btn btn-primary btn-l grow" type="button" data-camera-toggle aria-pressed="false">
          {t('checkIn.startCamera')}
        </button>
        <button class="btn btn-l" type="button" data-torch aria-pressed="false" hidden>
          {t('checkIn.torch')}
        </button>
      </div>
    </section>
  );
}

function Find({ search, base, zone, nonce }: CheckInPageProps & Placed) {
  const { t } = useView();
  return (
    <section class="stack-s" aria-labelledby="find">
      <h2 id="find" class="vh">
        {t('checkIn.find')}
      </h2>
      <form method="get" action={base} role="search" class="find" data-find>
        <div class="field">
          <label for="q">{t('checkIn.findLabel')}</label>
          <p class="help" id="q-h">
            {t('checkIn.findHelp')}
          </p>
          <div class="find-row">
            <input
              class="input"
              id="q"
              name="q"
              type="search"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              enterkeyhint="search"
              aria-describedby="q-h"
              value={search?.text}
            />
            <button class="btn" type="submit">
              {t('checkIn.findAction')}
            </button>
          </div>
        </div>
      </form>
      <div class="row" data-settings hidden>
        <label class="switch">
          <input type="checkbox" role="switch" data-express />
          <span>{t('checkIn.express')}</span>
        </label>
        <label class="switch">
          <input type="checkbox" role="switch" data-muted />
          <span>{t('checkIn.muted')}</span>
        </label>
      </div>
      <div data-found>
        {search && (
          <>
            <p role="status">
              {search.found.length === 0 ? t('checkIn.foundNone') : t('checkIn.found', { total: search.found.length })}
            </p>
            <ul class="people-found" role="list">
              {search.found.map((person) => (
                <li key={person.id}>
                  <Found person={person} base={base} zone={zone} nonce={nonce} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}

const STATUS_WORDS = {
  offered: 'status.registration.offered',
  waitlisted: 'status.registration.waitlisted',
  pending: 'status.registration.pending',
  declined: 'status.registration.declined',
  cancelled: 'status.registration.cancelled',
} as const;

function Found({ person, base, zone, nonce }: Placed & { person: CheckInPerson }) {
  const { t, locale } = useView();
  const { status, checkedIn } = person;
  return (
    <>
      <p>
        <b>
          <PersonName person={person} />
        </b>
        <br />
        <span class="small">
          <PersonFacts person={person} />
        </span>
      </p>
      {checkedIn ? (
        <>
          <span class="status" data-is="checked-in">
            {t('checkIn.since', { time: clockTime(locale, zone, checkedIn.at) })}
          </span>
          <ScanButton base={base} person={person} kind="undo" nonce={nonce} />
        </>
      ) : status === 'confirmed' ? (
        <ScanButton base={base} person={person} kind="in" nonce={nonce} primary />
      ) : (
        <span class="status" data-is="pending">
          {t(STATUS_WORDS[status])}
        </span>
      )}
    </>
  );
}

/** The same badge on two devices. The script adds what was let in without a connection and is not valid. */
function Flagged({ people, zone }: { people: readonly CheckInPerson[]; zone: string }) {
  const { t, locale } = useView();
  return (
    <section aria-labelledby="flagged" data-flagged hidden={people.length === 0}>
      <h2 id="flagged">{t('checkIn.flagged')}</h2>
      <p class="small">{t('checkIn.flaggedText')}</p>
      <ul class="scans" role="list" data-flagged-list>
        {people.map((person) => (
          <li key={person.id}>
            <time dateTime={person.checkedIn?.at.toISOString()}>
              {person.checkedIn && clockTime(locale, zone, person.checkedIn.at)}
            </time>
            <span>
              <PersonName person={person} />
              {person.alsoOn.map(({ device, at }) => (
                <span class="small" key={`${device} ${at.getTime()}`}>
                  <br />
                  {t('checkIn.letInTwice', { device, time: clockTime(locale, zone, at) })}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Recent({ scans, base, zone, nonce }: Placed & { scans: readonly ScanAnswer[] }) {
  const { t, locale } = useView();
  return (
    <section aria-labelledby="last">
      <h2 id="last">{t('checkIn.recent')}</h2>
      <p class="small muted" data-recent-none hidden={scans.length > 0}>
        {t('checkIn.recentNone')}
      </p>
      <ul class="scans" role="list" data-recent>
        {scans.map((scan) => {
          const { look, word } = wordOf(scan.outcome, t);
          const { person } = scan;
          const isHolding = scan.outcome === 'checked_in' && person?.checkedIn?.at.getTime() === scan.at.getTime();
          return (
            <li key={scan.nonce}>
              <time dateTime={scan.at.toISOString()}>{clockTime(locale, zone, scan.at)}</time>
              <span>{person ? <Name>{person.name}</Name> : t('checkIn.nobody')}</span>
              <span class="row">
                <span class="status" data-is={look}>
                  {word}
                </span>
                {isHolding && <ScanButton base={base} person={person} kind="undo" nonce={nonce} />}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Counters({ counters }: { counters: CheckInCounters }) {
  const { t } = useView();
  const columns = { came: t('checkIn.counterIn'), expected: t('checkIn.counterExpected') };
  if (counters.categories.length === 0) return null;
  return (
    <section aria-labelledby="counters">
      <h2 id="counters">{t('checkIn.counters')}</h2>
      <div class="data">
        <table role="table" data-counters>
          <TableHead
            columns={[
              { text: t('checkIn.counterCategory') },
              { text: columns.came, isNumber: true },
              { text: columns.expected, isNumber: true },
            ]}
          />
          <tbody role="rowgroup">
            {counters.categories.map(({ id, name, checkedIn, expected }) => (
              <tr role="row" key={id} data-category={id}>
                <th role="rowheader" scope="row">
                  <Localised text={name} />
                </th>
                <td role="cell" data-num data-label={columns.came} data-part="came">
                  {checkedIn}
                </td>
                <td role="cell" data-num data-label={columns.expected} data-part="expected">
                  {expected}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** What the script keeps on the device. */
function Device() {
  const { t } = useView();
  return (
    <section aria-labelledby="device" class="stack-s" data-device hidden>
      <h2 id="device">{t('checkIn.device')}</h2>
      <div class="field">
        <label for="device-name">{t('checkIn.deviceName')}</label>
        <p class="help" id="device-h">
          {t('checkIn.deviceHelp')}
        </p>
        <input
          class="input"
          id="device-name"
          maxLength={60}
          autocomplete="off"
          aria-describedby="device-h"
          data-device-name
        />
      </div>
      <p data-kept></p>
      <details class="remove">
        <summary>{t('checkIn.erase')}</summary>
        <div class="stack">
          <p>{t('checkIn.eraseText')}</p>
          <p data-erase-waiting hidden></p>
          <button class="btn btn-danger" type="button" data-erase>
            {t('checkIn.eraseDo')}
          </button>
        </div>
      </details>
    </section>
  );
}
