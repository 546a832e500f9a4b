import { type ComponentChildren } from 'preact';
import {
  type AnsweredQuestion,
  type AnswerFile,
  answerText,
  type CategoryDetails,
  type RegistrationDetails,
  type RegistrationSource,
} from '../../../features/registration/index.js';
import { textIn } from '../../../kernel/locale.js';
import { zoneLabel } from '../../../platform/i18n/format.js';
import { countryName } from '../../layout/countries.js';
import { Email } from '../../layout/email.js';
import { Localised, Name } from '../../layout/localised.js';
import { Section } from '../../layout/section.js';
import { languageName } from '../../layout/shell.js';
import { RegistrationStatusMark } from '../../layout/status.js';
import { At } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { EditionConsole } from '../parts/edition-console.js';
import { type DETAIL_DONE, DETAIL_DONE_TEXTS, DETAIL_REFUSED_TEXTS } from './detail-words.js';
import { Mails, type RegistrationPast, Reviews, Trail } from './registration-past.js';
import { RegistrationActions } from './registration-actions.js';

export interface RegistrationDetailPageProps extends RegistrationPast {
  edition: EditionRef;
  registration: RegistrationDetails;
  answered: readonly AnsweredQuestion[];
  files: readonly AnswerFile[];
  categories: readonly CategoryDetails[];
  may: { decide: boolean; edit: boolean; checkIn: boolean };
  done: (typeof DETAIL_DONE)[number] | null;
  refused: string | null;
}

const SOURCES: Record<RegistrationSource, TextKey> = {
  form: 'registrations.source.form',
  api: 'registrations.source.api',
  import: 'registrations.source.import',
  walk_in: 'registrations.source.walkIn',
  delegation: 'registrations.source.delegation',
};

/** `/organise/editions/{key}/registrations/{id}`: all that is known of one registration. */
export function RegistrationDetailPage(props: RegistrationDetailPageProps) {
  const { edition, registration, done, refused, may } = props;
  const { t } = useView();
  const base = `/organise/editions/${edition.key}/registrations`;
  const canEdit = may.edit && registration.status !== 'cancelled' && registration.status !== 'declined';
  return (
    <EditionConsole
      edition={edition}
      place="registrations"
      title={registration.name}
      note={<a href={base}>{t('registrations.all')}</a>}
      action={
        canEdit ? (
          <a class="btn" href={`${base}/${registration.id}/edit`}>
            {t('registrations.edit')}
          </a>
        ) : undefined
      }
      done={done && t(DETAIL_DONE_TEXTS[done])}
      refused={refused === null ? null : t(DETAIL_REFUSED_TEXTS[refused] ?? 'registrations.refused.other')}
    >
      <div class="long-form">
        <Standing {...props} />
        <Person {...props} />
        <Answers {...props} />
        <Reviews {...props} />
        <Mails {...props} />
        <Trail {...props} />
      </div>
    </EditionConsole>
  );
}

type Props = RegistrationDetailPageProps;

const zoneOf = (edition: EditionRef): string => edition.when.timeZone ?? 'UTC';

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Standing(props: Props) {
  const { edition, registration } = props;
  const { t } = useView();
  const { status, statusAt, statusNote, position, offerExpiresAt, checkedInAt, createdAt, source } = registration;
  const zone = zoneOf(edition);
  return (
    <Section id="standing" title={t('console.state')}>
      <dl class="facts">
        <Fact name={t('console.state')}>
          <RegistrationStatusMark status={status} />{' '}
          {position !== null && <span>{t('manage.position', { position })}</span>}
        </Fact>
        <Fact name={t('registrations.statusSince')}>
          <At instant={statusAt} zone={zone} />
        </Fact>
        {statusNote && <Fact name={t('registrations.told')}>{statusNote}</Fact>}
        {offerExpiresAt && (
          <Fact name={t('registrations.offerUntil')}>
            <At instant={offerExpiresAt} zone={zone} />
          </Fact>
        )}
        <Fact name={t('manage.category')}>
          <Localised text={registration.category.name} />
          {t('list.comma')}
          {registration.category.attendance === 'online' ? t('attendance.online') : t('attendance.inPerson')}
        </Fact>
        {checkedInAt && (
          <Fact name={t('registrations.checkedIn')}>
            <span class="status" data-is="checked-in">
              {t('registrations.isIn')}
            </span>{' '}
            <At instant={checkedInAt} zone={zone} />
          </Fact>
        )}
        <Fact name={t('manage.reference')}>
          <span class="num">{registration.reference}</span>
        </Fact>
        <Fact name={t('registrations.since')}>
          <At instant={createdAt} zone={zone} />
          {t('list.comma')}
          {t(SOURCES[source])}
        </Fact>
      </dl>
      <RegistrationActions {...props} />
    </Section>
  );
}

function Person({ registration }: Props) {
  const { t, locale, now } = useView();
  const { name, nativeName, email, institution, affiliation, country, timeZone, unsubscribedAt, erasedAt } =
    registration;
  return (
    <Section id="person" title={t('registrations.person')}>
      {erasedAt ? (
        <p>{t('registrations.erased')}</p>
      ) : (
        <dl class="facts">
          <Fact name={t('register.name')}>
            <Name>{name}</Name>
          </Fact>
          {nativeName && (
            <Fact name={t('register.nativeName')}>
              <Name>{nativeName}</Name>
            </Fact>
          )}
          <Fact name={t('register.email')}>
            <a href={`mailto:${email}`}>
              <Email>{email}</Email>
            </a>
          </Fact>
          {institution && (
            <Fact name={t('register.institution')}>
              <a href={`/organise/institutions/${institution.slug}`}>
                <Localised text={institution.name} />
              </a>
            </Fact>
          )}
          {affiliation && (
            <Fact name={t('register.affiliation')}>
              <Name>{affiliation}</Name>
            </Fact>
          )}
          {country && <Fact name={t('register.country')}>{countryName(locale, country)}</Fact>}
          {timeZone && <Fact name={t('registrations.zone')}>{zoneLabel(locale, timeZone, now)}</Fact>}
          <Fact name={t('register.locale')}>
            <span lang={registration.locale}>{languageName(registration.locale)}</span>
          </Fact>
          <Fact name={t('manage.reminders')}>
            {unsubscribedAt ? t('registrations.remindersOff') : t('registrations.remindersOn')}
          </Fact>
        </dl>
      )}
    </Section>
  );
}

function Answers({ edition, registration, answered, files }: Props) {
  const { t, locale } = useView();
  if (answered.length === 0) return null;
  const words = {
    locale,
    yes: t('registrations.yes'),
    no: t('registrations.no'),
    separator: t('list.separator'),
    country: (code: string) => countryName(locale, code),
    file: (id: string) => files.find((file) => file.id === id)?.name ?? '–',
  };
  const base = `/organise/editions/${edition.key}/registrations/${registration.id}/files`;
  return (
    <Section id="answers" title={t('registrations.answers')}>
      <dl class="facts">
        {answered.map((one) => (
          <Fact key={one.question.id} name={textIn(one.question.label, locale)}>
            {one.question.kind === 'file' ? (
              <ul role="list">
                {files
                  .filter(({ question }) => question === one.question.id)
                  .map(({ id, name }) => (
                    <li key={id}>
                      <a href={`${base}/${id}`} download>
                        <Name>{name}</Name>
                      </a>
                    </li>
                  ))}
              </ul>
            ) : (
              <span class="said">
                <Name>{answerText(one, words)}</Name>
              </span>
            )}
          </Fact>
        ))}
      </dl>
    </Section>
  );
}
