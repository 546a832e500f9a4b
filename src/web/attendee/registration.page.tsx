import { type FieldError } from '../../kernel/domain-error.js';
import { type Locale, type LocalisedText } from '../../kernel/locale.js';
import { zoneLabel } from '../../platform/i18n/format.js';
import { EditionName, editionName, cityOfEdition } from '../layout/edition.js';
import { ErrorSummary, Field, type FormState, PostForm, TextField, valueOf } from '../layout/form.js';
import { Icon } from '../layout/icons.js';
import { Localised, Name } from '../layout/localised.js';
import { languageName, Shell } from '../layout/shell.js';
import { EditionStatusMark, RegistrationStatusMark } from '../layout/status.js';
import { TimePair } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type Attendance, type EditionRef, type RegistrationStatus } from '../layout/view-models.js';
import { ZoneSelect } from '../layout/zone-select.js';
import { explainRegistration, LocaleSelect } from './register.page.js';

/**
 * The change form posts to `/r/{token}`: `name, nativeName, affiliation, locale, timeZone`. Two more buttons post to
 * `/r/{token}/cancel` and to `/r/{token}/reminders` with `reminders=on|off`.
 */
export interface RegistrationPageProps {
  token: string;
  reference: string;
  status: RegistrationStatus;
  /** Place in the waiting list, from 1. */
  position: number | null;
  edition: EditionRef & { city: string | null };
  category: { name: LocalisedText; attendance: Attendance };
  name: string;
  nativeName: string | null;
  email: string;
  affiliation: string | null;
  locale: Locale;
  timeZone: string;
  reminders: boolean;
  /** To the personal live page, when there is something to watch and it is not over. */
  joinHref: string | null;
  /** May still be changed and cancelled. */
  open: boolean;
  /** What the holder has just done. */
  done: 'saved' | 'cancelled' | 'reminders-on' | 'reminders-off' | null;
  /** Typed values and errors of a change that was refused; else null. */
  form: FormState | null;
}

const DONE = {
  saved: 'manage.done.saved',
  cancelled: 'manage.done.cancelled',
  'reminders-on': 'manage.done.remindersOn',
  'reminders-off': 'manage.done.remindersOff',
} as const;

function Answers(props: RegistrationPageProps) {
  const { t, locale, now } = useView();
  const { name, nativeName, email, affiliation, category, timeZone } = props;
  return (
    <dl class="facts">
      <div>
        <dt>{t('register.name')}</dt>
        <dd>
          <Name>{name}</Name>
          {nativeName && (
            <>
              {' '}
              <Name>{nativeName}</Name>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('register.email')}</dt>
        <dd>{email}</dd>
      </div>
      <div>
        <dt>{t('manage.category')}</dt>
        <dd>
          <Localised text={category.name} />
          {t('list.comma')}
          {category.attendance === 'online' ? t('attendance.online') : t('attendance.inPerson')}
        </dd>
      </div>
      {affiliation && (
        <div>
          <dt>{t('register.affiliation')}</dt>
          <dd>
            <Name>{affiliation}</Name>
          </dd>
        </div>
      )}
      <div>
        <dt>{t('register.locale')}</dt>
        <dd lang={props.locale}>{languageName(props.locale)}</dd>
      </div>
      <div>
        <dt>{t('register.timeZone')}</dt>
        <dd>{zoneLabel(locale, timeZone, now)}</dd>
      </div>
    </dl>
  );
}

function ChangeForm(props: RegistrationPageProps) {
  const { t } = useView();
  const form: FormState = props.form ?? {
    values: {
      name: props.name,
      nativeName: props.nativeName ?? '',
      affiliation: props.affiliation ?? '',
      locale: props.locale,
      timeZone: props.timeZone,
    },
    errors: [],
  };
  const common = { form, explain: explainRegistration(t) };
  return (
    <details open={form.errors.length > 0}>
      <summary>{t('manage.change')}</summary>
      <PostForm action={`/r/${props.token}`}>
        <TextField
          name="name"
          label={t('register.name')}
          help={t('register.nameHelp')}
          autocomplete="name"
          maxLength={200}
          {...common}
        />
        <TextField name="nativeName" label={t('register.nativeName')} optional maxLength={200} {...common} />
        <TextField
          name="affiliation"
          label={t('register.affiliation')}
          optional
          autocomplete="organization"
          maxLength={300}
          {...common}
        />
        <Field name="locale" label={t('register.locale')} {...common}>
          {(control) => <LocaleSelect {...control} value={valueOf(form, 'locale')} />}
        </Field>
        <Field name="timeZone" label={t('register.timeZone')} {...common}>
          {(control) => (
            <ZoneSelect
              {...control}
              value={valueOf(form, 'timeZone')}
              suggested={[props.edition.when.timeZone ?? 'UTC']}
            />
          )}
        </Field>
        <div class="row">
          <button class="btn" type="submit">
            {t('manage.save')}
          </button>
        </div>
      </PostForm>
    </details>
  );
}

function Reminders({ token, reminders }: Pick<RegistrationPageProps, 'token' | 'reminders'>) {
  const { t } = useView();
  return (
    <section class="section" aria-labelledby="reminders">
      <div class="section-head">
        <h2 id="reminders">{t('manage.reminders')}</h2>
      </div>
      <div class="stack">
        <p>{reminders ? t('manage.remindersOn') : t('manage.remindersOff')}</p>
        <PostForm action={`/r/${token}/reminders`} class="row">
          <input type="hidden" name="reminders" value={reminders ? 'off' : 'on'} />
          <button class="btn" type="submit">
            {reminders ? t('manage.turnOff') : t('manage.turnOn')}
          </button>
        </PostForm>
      </div>
    </section>
  );
}

function Cancel({ token, edition }: Pick<RegistrationPageProps, 'token' | 'edition'>) {
  const { t, locale } = useView();
  return (
    <section class="section" aria-labelledby="cancel">
      <div class="section-head">
        <h2 id="cancel">{t('manage.cancelTitle')}</h2>
      </div>
      <details>
        <summary>{t('manage.cancelAsk')}</summary>
        <div class="stack">
          <p>{t('manage.cancelText', { event: editionName(edition, locale, t) })}</p>
          <PostForm action={`/r/${token}/cancel`} class="row">
            <button class="btn btn-danger" type="submit">
              {t('manage.cancel')}
            </button>
          </PostForm>
        </div>
      </details>
    </section>
  );
}

/** `/r/{token}`: one registration, for whoever holds its link. */
export function RegistrationPage(props: RegistrationPageProps) {
  const { edition, token, status, done, form, open } = props;
  const { t, locale } = useView();
  const { when } = edition;
  const explain = (error: FieldError) => explainRegistration(t)(error);
  const isOn = status !== 'cancelled';
  const title = t('manage.title', { event: editionName(edition, locale, t) });
  return (
    <Shell title={form && form.errors.length > 0 ? t('form.errorTitle', { title }) : title} place="home">
      <div class="wrap">
        <div class="masthead">
          <p class="crumb">
            <a href={`/events/${edition.key}`}>
              <EditionName edition={edition} />
            </a>
          </p>
          <h1>{t('manage.heading')}</h1>
          <p class="row reference">
            <RegistrationStatusMark status={status} />
            {status === 'waitlisted' && props.position !== null && (
              <span class="small">{t('manage.position', { position: props.position })}</span>
            )}
            {edition.status !== 'published' && <EditionStatusMark status={edition.status} />}
            <span class="small muted">
              {t('manage.reference')} <span class="num">{props.reference}</span>
            </span>
          </p>
        </div>
        {done && (
          <p class="note done-note" role="status">
            {t(DONE[done])}
          </p>
        )}
        {form && <ErrorSummary form={form} explain={explain} />}
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
        {isOn && (
          <section class="section no-rule" aria-labelledby="do">
            <div class="section-head">
              <h2 id="do">{t('manage.attend')}</h2>
            </div>
            <div class="stack">
              <div class="row">
                {props.joinHref && (
                  <a class="btn btn-primary btn-l" href={props.joinHref}>
                    {t('manage.join')}
                  </a>
                )}
                {when.startsAt && (
                  <a class="btn btn-l" href={`/r/${token}/calendar.ics`}>
                    <Icon name="calendar" /> {t('event.addToCalendar')}
                  </a>
                )}
              </div>
              <p class="small muted">{t('manage.private')}</p>
            </div>
          </section>
        )}
        <section class="section" aria-labelledby="answers">
          <div class="section-head">
            <h2 id="answers">{t('manage.answers')}</h2>
          </div>
          <div class="stack">
            <Answers {...props} />
            {open && isOn && <ChangeForm {...props} />}
          </div>
        </section>
        {open && isOn && <Reminders token={token} reminders={props.reminders} />}
        {open && isOn && <Cancel token={token} edition={edition} />}
        {!isOn && open && (
          <p>
            <a href={`/events/${edition.key}`}>{t('register.backToEvent')}</a>
          </p>
        )}
      </div>
    </Shell>
  );
}
