import { type RegistrationDetails, type Review } from '../../../features/registration/index.js';
import { TableHead } from '../../layout/data-table.js';
import { PostForm } from '../../layout/form.js';
import { Name } from '../../layout/localised.js';
import { Section } from '../../layout/section.js';
import { deliveryKindKey, DeliveryStateMark, registrationStatusKey } from '../../layout/status.js';
import { At } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { type DeliveryKind, type DeliveryState, type EditionRef } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { type FieldChange } from '../audit/entry-changes.js';
import { actionText } from '../audit/entry-words.js';
import { FieldChanges } from '../audit/field-changes.js';
import { offsetText } from '../offset.js';

/** What has happened to a registration, as far as the reader may see it. */
export interface RegistrationPast {
  /** Null for whoever may not decide. */
  reviews: readonly Review[] | null;
  /** Null for whoever may not see mails. */
  mails:
    | readonly {
        id: string;
        kind: DeliveryKind;
        offset: string | null;
        dueAt: Date | null;
        sentAt: Date | null;
        state: DeliveryState;
        reason: string | null;
        mayResend: boolean;
      }[]
    | null;
  /** Null for whoever may not see the trail. */
  trail:
    | readonly { id: string; at: Date; who: string | null; kind: string; action: string; changes: FieldChange[] }[]
    | null;
}

interface PastProps extends RegistrationPast {
  edition: EditionRef;
  registration: Pick<RegistrationDetails, 'id'>;
}

const zoneOf = (edition: EditionRef): string => edition.when.timeZone ?? 'UTC';

/** What reviewers have said. */
export function Reviews({ edition, reviews }: PastProps) {
  const { t } = useView();
  if (reviews === null || reviews.length === 0) return null;
  return (
    <Section id="reviews" title={t('registrations.reviews')}>
      <ul role="list" class="stack-s">
        {reviews.map(({ reviewer, verdict, note, reviewedAt }) => (
          <li key={reviewer.id}>
            <p>
              <strong>
                <Name>{reviewer.name}</Name>
              </strong>
              {t('list.comma')}
              {verdict === 'approve' ? t('registrations.saysApprove') : t('registrations.saysDecline')}{' '}
              <span class="small muted">
                <At instant={reviewedAt} zone={zoneOf(edition)} />
              </span>
            </p>
            {note && (
              <p class="said">
                <Name>{note}</Name>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Every mail to the person. */
export function Mails({ edition, registration, mails }: PastProps) {
  const { t } = useView();
  if (mails === null) return null;
  const base = `/organise/editions/${edition.key}/deliveries`;
  const zone = zoneOf(edition);
  return (
    <Section id="mails" title={t('registrations.mails')}>
      {mails.length === 0 ? (
        <p class="muted">{t('registrations.noMails')}</p>
      ) : (
        <div class="data">
          <table role="table">
            <TableHead
              columns={[
                { text: t('deliveries.message') },
                { text: t('console.state') },
                { text: t('deliveries.due') },
                { text: t('deliveries.what') },
                { text: t('deliveries.action'), isHidden: true },
              ]}
            />
            <tbody role="rowgroup">
              {mails.map((mail) => {
                const title = mail.offset ? offsetText(mail.offset, t) : t(deliveryKindKey(mail.kind));
                return (
                  <tr role="row" key={mail.id}>
                    <th role="rowheader" scope="row">
                      {title}
                    </th>
                    <td role="cell" data-label={t('console.state')}>
                      <DeliveryStateMark state={mail.state} />
                    </td>
                    <td role="cell" data-label={t('deliveries.due')}>
                      {mail.dueAt ? <At instant={mail.dueAt} zone={zone} /> : '–'}
                    </td>
                    <td role="cell" data-label={t('deliveries.what')}>
                      <span>
                        {mail.sentAt && <At instant={mail.sentAt} zone={zone} />} {mail.reason}
                        {!mail.sentAt && !mail.reason && '–'}
                      </span>
                    </td>
                    <td role="cell">
                      {mail.mayResend && (
                        <PostForm action={`${base}/${mail.id}/resend`} class="row">
                          <input type="hidden" name="registration" value={registration.id} />
                          <button class="btn" type="submit">
                            {t('deliveries.resend')} <span class="vh">{title}</span>
                          </button>
                        </PostForm>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

const WHO: Partial<Record<string, TextKey>> = { holder: 'audit.holder', system: 'audit.system' };

const STATUS_FIELD = 'status';

/** Who did what, the latest first. */
export function Trail({ edition, registration, trail }: PastProps) {
  const { t } = useView();
  if (trail === null || trail.length === 0) return null;
  const object = encodeURIComponent(`registration:${registration.id}`);
  return (
    <Section id="trail" title={t('registrations.trail')}>
      <ol role="list" class="stack-s">
        {trail.map(({ id, at, who, kind, action, changes }) => (
          <li key={id}>
            <p>
              {who ? <Name>{who}</Name> : t(WHO[kind] ?? 'audit.visitor')}
              {t('list.comma')}
              {actionText(action, t)}{' '}
              <span class="small muted">
                <At instant={at} zone={zoneOf(edition)} />
              </span>
            </p>
            {changes.length > 0 && <FieldChanges changes={changes.map((change) => inWords(change, t))} />}
          </li>
        ))}
      </ol>
      <p class="small">
        <a href={`/organise/editions/${edition.key}/audit?object=${object}`}>{t('registrations.wholeTrail')}</a>
      </p>
    </Section>
  );
}

/** A status as people call it. */
function inWords(change: FieldChange, t: ReturnType<typeof useView>['t']): FieldChange {
  if (change.path.join('.') !== STATUS_FIELD) return change;
  const said = (status: string | undefined) =>
    status === undefined || !isStatus(status) ? status : t(registrationStatusKey(status));
  return { ...change, before: said(change.before), after: said(change.after) };
}

const STATUSES = ['confirmed', 'offered', 'waitlisted', 'pending', 'declined', 'cancelled'] as const;
const isStatus = (text: string): text is (typeof STATUSES)[number] => STATUSES.some((status) => status === text);
