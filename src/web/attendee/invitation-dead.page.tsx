import { EditionName } from '../layout/edition.js';
import { Shell } from '../layout/shell.js';
import { useView } from '../layout/view-context.js';
import { type EditionRef } from '../layout/view-models.js';

/** An invitation that was used, withdrawn or has expired, or a link that never was one: what to do then. */
export function DeadInvitationPage({ edition }: { edition: EditionRef }) {
  const { t } = useView();
  return (
    <Shell title={t('register.invitation.title')} mainClass="wrap">
      <div class="masthead">
        <p class="crumb">
          <a href={`/events/${edition.key}`}>
            <EditionName edition={edition} />
          </a>
        </p>
        <h1>{t('register.invitation.title')}</h1>
        <p class="lede">{t('register.invitation.dead')}</p>
      </div>
      <div class="stack">
        <p>{t('register.invitation.registered')}</p>
        <p>{t('register.invitation.ask')}</p>
        <div class="row">
          <a class="btn btn-primary" href={`/events/${edition.key}`}>
            {t('register.backToEvent')}
          </a>
          <a class="btn" href={`/events/${edition.key}/lost-link`}>
            {t('register.invitation.lost')}
          </a>
        </div>
      </div>
    </Shell>
  );
}
