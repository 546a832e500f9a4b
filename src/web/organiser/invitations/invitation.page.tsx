import { type InvitationDetails } from '../../../features/registration/index.js';
import { Email } from '../../layout/email.js';
import { PostForm } from '../../layout/form.js';
import { Localised, Name } from '../../layout/localised.js';
import { Section } from '../../layout/section.js';
import { languageName } from '../../layout/shell.js';
import { At } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { EditionConsole, Remove } from '../parts/edition-console.js';
import { InvitationStateMark } from './invitation-parts.js';

export const INVITATION_DONE = { resent: 'invitations.done.resent', withdrawn: 'invitations.done.withdrawn' } as const;

export const INVITATION_REFUSED = {
  closed: 'invitations.closed',
  changed: 'parts.changed',
  answered: 'invitations.refused.answered',
} as const;

interface InvitationPageProps {
  edition: EditionRef;
  invitation: InvitationDetails;
  mayEdit: boolean;
  closed: boolean;
  done: keyof typeof INVITATION_DONE | null;
  refused: keyof typeof INVITATION_REFUSED | null;
}

/** `/organise/editions/{key}/invitations/{id}` */
export function InvitationPage({ edition, invitation, mayEdit, closed, done, refused }: InvitationPageProps) {
  const { t } = useView();
  const list = `/organise/editions/${edition.key}/invitations`;
  const base = `${list}/${invitation.id}`;
  const isDelegation = invitation.kind === 'delegation';
  return (
    <EditionConsole
      edition={edition}
      place="invitations"
      title={invitation.name ?? t('invitations.one')}
      note={isDelegation ? t('invitations.isDelegation') : t('invitations.isPerson')}
      action={
        <a class="btn" href={isDelegation ? `${list}?kind=delegation` : list}>
          {t('console.invitations')}
        </a>
      }
      done={done && t(INVITATION_DONE[done])}
      refused={refused && t(INVITATION_REFUSED[refused])}
    >
      <Facts edition={edition} invitation={invitation} />
      {invitation.message && (
        <Section id="message" title={t('invitations.message')}>
          {invitation.message.split(/\n{2,}/).map((paragraph, index) => (
            <p key={index}>{paragraph}</p>
          ))}
        </Section>
      )}
      {mayEdit && invitation.state === 'open' && !closed && (
        <Section id="again" title={t('invitations.resendTitle')} note={t('invitations.resendNote')}>
          <PostForm action={`${base}/resend`} class="row">
            <button class="btn" type="submit">
              {t('invitations.resend')}
            </button>
          </PostForm>
        </Section>
      )}
      {mayEdit && (invitation.state === 'open' || invitation.state === 'expired') && (
        <Remove
          action={`${base}/withdraw`}
          version={invitation.version}
          ask={t('invitations.withdrawAsk')}
          text={isDelegation ? t('invitations.withdrawDelegation') : t('invitations.withdrawText')}
          button={t('invitations.withdraw')}
        />
      )}
    </EditionConsole>
  );
}

function Facts({ edition, invitation }: Pick<InvitationPageProps, 'edition' | 'invitation'>) {
  const { t } = useView();
  const zone = edition.when.timeZone ?? 'UTC';
  const { registration, institution, quota, expiresAt, remindedAt, answeredAt } = invitation;
  return (
    <dl class="facts">
      <div>
        <dt>{t('console.state')}</dt>
        <dd>
          <InvitationStateMark state={invitation.state} />
        </dd>
      </div>
      <div>
        <dt>{t('register.email')}</dt>
        <dd class="said">
          <Email>{invitation.email}</Email>
        </dd>
      </div>
      <div>
        <dt>{t('manage.category')}</dt>
        <dd>
          <Localised text={invitation.category.name} />
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
      {quota && (
        <div>
          <dt>{t('parts.category.places')}</dt>
          <dd>{t('overview.takenOf', quota)}</dd>
        </div>
      )}
      <div>
        <dt>{t('invitations.language')}</dt>
        <dd lang={invitation.locale}>{languageName(invitation.locale)}</dd>
      </div>
      <div>
        <dt>{t('invitations.issuedAt')}</dt>
        <dd>
          <At instant={invitation.createdAt} zone={zone} />
        </dd>
      </div>
      {remindedAt && (
        <div>
          <dt>{t('invitations.remindedAt')}</dt>
          <dd>
            <At instant={remindedAt} zone={zone} />
          </dd>
        </div>
      )}
      {expiresAt && (
        <div>
          <dt>{t('invitations.expiresAt')}</dt>
          <dd>
            <At instant={expiresAt} zone={zone} />
          </dd>
        </div>
      )}
      {registration && answeredAt && (
        <div>
          <dt>{t('invitations.usedBy')}</dt>
          <dd>
            <a href={`/organise/editions/${edition.key}/registrations/${registration.id}`}>
              <Name>{registration.name}</Name>
            </a>
            {t('list.comma')}
            <At instant={answeredAt} zone={zone} />
          </dd>
        </div>
      )}
    </dl>
  );
}
