import { type RegistrationStatus } from '../../features/registration/index.js';
import { zoneLabel } from '../../platform/i18n/format.js';
import { countryName } from '../layout/countries.js';
import { cityOfEdition, editionName } from '../layout/edition.js';
import { type Explain, FieldGroup, PostForm } from '../layout/form.js';
import { Icon } from '../layout/icons.js';
import { Localised, Name } from '../layout/localised.js';
import { Places } from '../layout/places.js';
import { QrCode } from '../layout/qr-code.js';
import { Section } from '../layout/section.js';
import { languageName } from '../layout/shell.js';
import { At, TimesLine } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type CategoryView } from '../layout/view-models.js';
import { type TextKey } from '../texts.js';
import { type RegistrationPageProps } from './holder-view.js';

const MEANS: Record<RegistrationStatus, TextKey> = {
  confirmed: 'holder.means.confirmed',
  offered: 'holder.means.offered',
  waitlisted: 'holder.means.waitlisted',
  pending: 'holder.means.pending',
  declined: 'holder.means.declined',
  cancelled: 'holder.means.cancelled',
};

/** The status in plain words, what happens next, and what there is to do about it. */
export function WhereItStands(props: RegistrationPageProps) {
  const { t } = useView();
  const { registration, open, undoUntil } = props;
  const { status, position, category, checkedInAt } = registration;
  const means =
    status === 'confirmed' && category.attendance === 'online' ? 'holder.means.confirmedOnline' : MEANS[status];
  return (
    <div class="stack standing">
      {open && <p class="lede">{t(means)}</p>}
      {status === 'waitlisted' && position !== null && <p>{t('manage.position', { position })}</p>}
      {status === 'offered' && <Offer {...props} />}
      {status === 'declined' && <Message {...props} />}
      {status === 'cancelled' && undoUntil && <Undo {...props} until={undoUntil} />}
      {checkedInAt && (
        <p>
          {t('holder.checkedIn')} <At instant={checkedInAt} zone={props.edition.when.timeZone ?? 'UTC'} />
        </p>
      )}
    </div>
  );
}

/** A place that is held until an instant. */
function Offer({ token, registration, edition }: RegistrationPageProps) {
  const { t } = useView();
  const { offerExpiresAt } = registration;
  return (
    <div class="card">
      {offerExpiresAt && (
        <p>
          <b>{t('holder.offer.until')}</b>{' '}
          <TimesLine
            startsAt={offerExpiresAt}
            endsAt={null}
            timeZone={edition.when.timeZone ?? 'UTC'}
            city={cityOfEdition(edition)}
          />
        </p>
      )}
      <PostForm action={`/r/${token}/accept`} class="row">
        <button class="btn btn-primary btn-l" type="submit">
          {t('holder.offer.accept')}
        </button>
      </PostForm>
      <details>
        <summary>{t('holder.offer.giveBack')}</summary>
        <div class="stack">
          <p>{t('holder.offer.giveBackText')}</p>
          <PostForm action={`/r/${token}/cancel`} class="row">
            <button class="btn btn-danger" type="submit">
              {t('holder.offer.giveBackDo')}
            </button>
          </PostForm>
        </div>
      </details>
    </div>
  );
}

/** What the organisers have said. */
function Message({ registration }: RegistrationPageProps) {
  const { t } = useView();
  if (!registration.statusNote) return null;
  return (
    <div class="card">
      <h2 class="placeholder-title">{t('holder.message')}</h2>
      {registration.statusNote.split(/\n+/).map((paragraph) => (
        <p>
          <Name>{paragraph}</Name>
        </p>
      ))}
    </div>
  );
}

function Undo({ token, edition, until }: RegistrationPageProps & { until: Date }) {
  const { t } = useView();
  return (
    <div class="card">
      <p>
        {t('holder.undo.text')}{' '}
        <TimesLine
          startsAt={until}
          endsAt={null}
          timeZone={edition.when.timeZone ?? 'UTC'}
          city={cityOfEdition(edition)}
        />
      </p>
      <PostForm action={`/r/${token}/undo`} class="row">
        <button class="btn btn-primary" type="submit">
          {t('holder.undo.action')}
        </button>
      </PostForm>
    </div>
  );
}

/** What lets somebody in: on the screen, and to print. */
export function Ticket({ token, url, reference }: { token: string; url: string; reference: string }) {
  const { t } = useView();
  return (
    <Section id="ticket" title={t('ticket.heading')}>
      <p>{t('ticket.show')}</p>
      <QrCode text={url} label={t('ticket.code', { reference })} />
      <div class="row">
        <a class="btn" href={`/r/${token}/ticket.pdf`}>
          <Icon name="download" /> {t('ticket.pdf')}
        </a>
        <a class="btn btn-quiet" href={`/r/${token}/ticket.svg`}>
          {t('ticket.svg')}
        </a>
      </div>
    </Section>
  );
}

/** Everything that the holder has said. */
export function Answers({ registration, timeZone, answered }: RegistrationPageProps) {
  const { t, locale, now } = useView();
  const { name, nativeName, email, institution, affiliation, country, category } = registration;
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
      {institution && (
        <div>
          <dt>{t('register.institution')}</dt>
          <dd>
            <Localised text={institution.name} />
          </dd>
        </div>
      )}
      {affiliation && (
        <div>
          <dt>{t('register.affiliation')}</dt>
          <dd>
            <Name>{affiliation}</Name>
          </dd>
        </div>
      )}
      {country && (
        <div>
          <dt>{t('register.country')}</dt>
          <dd>{countryName(locale, country)}</dd>
        </div>
      )}
      <div>
        <dt>{t('register.locale')}</dt>
        <dd lang={registration.locale}>{languageName(registration.locale)}</dd>
      </div>
      <div>
        <dt>{t('register.timeZone')}</dt>
        <dd>{zoneLabel(locale, timeZone, now)}</dd>
      </div>
      {answered.map(({ label, text }) => (
        <div>
          <dt>
            <Name>{label}</Name>
          </dt>
          <dd class="answer">
            <Name>{text}</Name>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Other ways to take part, each with its state; there is nothing to choose where there is only one. */
export function Categories({
  token,
  registration,
  categories,
  edition,
  form,
  explain,
}: RegistrationPageProps & { explain: Explain }) {
  const { t } = useView();
  const others = categories.filter(({ id }) => id !== registration.category.id);
  if (others.length === 0) return null;
  const hasPlace = registration.status === 'confirmed' || registration.status === 'offered';
  const refused = form?.errors.filter(({ path }) => path === 'category') ?? [];
  const isPossible = (category: CategoryView) =>
    !category.invitationOnly && (category.admission === 'open' || (!hasPlace && category.admission === 'waiting-list'));
  return (
    <Section id="category" title={t('holder.category.title')}>
      <details open={refused.length > 0}>
        <summary>{t('holder.category.ask')}</summary>
        <PostForm action={`/r/${token}/category`}>
          <FieldGroup
            name="category"
            label={t('holder.category.label')}
            help={hasPlace ? t('holder.category.help') : t('holder.category.helpWaiting')}
            form={{ values: {}, errors: refused }}
            explain={explain}
          >
            {others.map((category) => (
              <label class="choice card" key={category.id}>
                <input type="radio" name="category" value={category.id} disabled={!isPossible(category)} required />
                <span>
                  <Localised text={category.name} />
                </span>
                <span class="help">
                  <Places
                    category={category}
                    zone={edition.when.timeZone ?? 'UTC'}
                    after={category.attendance === 'online' ? t('attendance.online') : t('attendance.inPerson')}
                  />
                  {category.approval && hasPlace && isPossible(category) && <> {t('holder.category.approval')}</>}
                </span>
              </label>
            ))}
          </FieldGroup>
          {others.some(isPossible) && (
            <div class="row">
              <button class="btn" type="submit">
                {t('holder.category.action')}
              </button>
            </div>
          )}
        </PostForm>
      </details>
    </Section>
  );
}

export function Reminders({ token, reminders }: { token: string; reminders: boolean }) {
  const { t } = useView();
  return (
    <Section id="reminders" title={t('manage.reminders')}>
      <p>{reminders ? t('manage.remindersOn') : t('manage.remindersOff')}</p>
      <PostForm action={`/r/${token}/reminders`} class="row">
        <input type="hidden" name="reminders" value={reminders ? 'off' : 'on'} />
        <button class="btn" type="submit">
          {reminders ? t('manage.turnOff') : t('manage.turnOn')}
        </button>
      </PostForm>
    </Section>
  );
}

/** The mail with the links, once more. */
export function Mails({ token, email }: { token: string; email: string }) {
  const { t } = useView();
  return (
    <Section id="mails" title={t('holder.resend.title')}>
      <p>{t('holder.resend.text', { email })}</p>
      <PostForm action={`/r/${token}/resend`} class="row">
        <button class="btn" type="submit">
          {t('holder.resend.action')}
        </button>
      </PostForm>
    </Section>
  );
}

/** Asks first, and says what it means. */
export function Cancel({
  token,
  status,
  edition,
}: Pick<RegistrationPageProps, 'token' | 'edition'> & { status: RegistrationStatus }) {
  const { t, locale } = useView();
  const event = editionName(edition, locale, t);
  const hasPlace = status === 'confirmed' || status === 'offered';
  return (
    <Section id="cancel" title={t('manage.cancelTitle')}>
      <details>
        <summary>{t('manage.cancelAsk')}</summary>
        <div class="stack">
          <p>{hasPlace ? t('manage.cancelText', { event }) : t('holder.cancel.inLine', { event })}</p>
          <p>{t('holder.cancel.undo')}</p>
          <PostForm action={`/r/${token}/cancel`} class="row">
            <button class="btn btn-danger" type="submit">
              {t('manage.cancel')}
            </button>
          </PostForm>
        </div>
      </details>
    </Section>
  );
}

/** What is kept, to take along; and to have it forgotten. */
export function PersonalData({ token }: { token: string }) {
  const { t } = useView();
  return (
    <Section id="data" title={t('holder.data.title')}>
      <p>{t('holder.data.text')}</p>
      <div class="row">
        <a class="btn" href={`/r/${token}/data.json`} download>
          <Icon name="download" /> {t('holder.data.download')}
        </a>
        <a class="btn btn-quiet" href={`/r/${token}/erase`}>
          {t('holder.erase.link')}
        </a>
      </div>
    </Section>
  );
}
