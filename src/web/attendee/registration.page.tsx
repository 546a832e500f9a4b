import { EditionName, editionName, cityOfEdition } from '../layout/edition.js';
import { ErrorSummary } from '../layout/form.js';
import { Icon } from '../layout/icons.js';
import { Shell } from '../layout/shell.js';
import { EditionStatusMark, RegistrationStatusMark } from '../layout/status.js';
import { TimePair } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { explainAnswers } from './answer-forms.js';
import { ChangeForm } from './holder-form.js';
import { Answers, Cancel, Categories, Mails, PersonalData, Reminders, Ticket, WhereItStands } from './holder-parts.js';
import { HOLDER_DONE, type HolderDone, type RegistrationPageProps } from './holder-view.js';
import { QUESTION_SCRIPTS } from './question-fields.js';
import { explainRegistration } from './register.page.js';

/** What was wanted and could not be done. */
const REFUSED: readonly HolderDone[] = ['too-late', 'lapsed'];

/** `/r/{token}`: one registration, for whoever holds its link. */
export function RegistrationPage(props: RegistrationPageProps) {
  const { edition, token, registration, done, form, open } = props;
  const view = useView();
  const { t, locale } = view;
  const { status } = registration;
  const isOn = status !== 'cancelled' && status !== 'declined';
  const isChangeable = open && isOn;
  const explain = explainAnswers(props.questions, view, explainRegistration(t));
  const title = t('manage.title', { event: editionName(edition, locale, t) });
  const { when } = edition;
  return (
    <Shell
      title={form && form.errors.length > 0 ? t('form.errorTitle', { title }) : title}
      scripts={isChangeable && props.questions.length > 0 ? QUESTION_SCRIPTS : undefined}
      place="home"
    >
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
            {edition.status !== 'published' && <EditionStatusMark status={edition.status} />}
            <span class="small muted">
              {t('manage.reference')} <span class="num">{registration.reference}</span>
            </span>
          </p>
        </div>
        {done && (
          <p
            class={REFUSED.includes(done) ? 'note' : 'note done-note'}
            data-is={REFUSED.includes(done) ? 'warn' : undefined}
            role="status"
          >
            {t(HOLDER_DONE[done])}
          </p>
        )}
        {form && <ErrorSummary form={form} explain={explain} />}
        <WhereItStands {...props} />
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
        {props.ticket && <Ticket token={token} url={props.ticket} reference={registration.reference} />}
        <section class="section" aria-labelledby="answers">
          <div class="section-head">
            <h2 id="answers">{t('manage.answers')}</h2>
          </div>
          <div class="stack">
            <Answers {...props} />
            {isChangeable && <ChangeForm {...props} explain={explain} />}
          </div>
        </section>
        {isChangeable && <Categories {...props} explain={explain} />}
        {isChangeable && <Reminders token={token} reminders={registration.unsubscribedAt === null} />}
        {status !== 'cancelled' && <Mails token={token} email={registration.email} />}
        {isChangeable && <Cancel token={token} status={status} edition={edition} />}
        <PersonalData token={token} />
        {!isOn && open && (
          <p>
            <a href={`/events/${edition.key}`}>{t('register.backToEvent')}</a>
          </p>
        )}
      </div>
    </Shell>
  );
}
