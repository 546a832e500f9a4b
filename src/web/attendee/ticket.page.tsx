import { type RegistrationDetails } from '../../features/registration/index.js';
import { EditionName, editionName, WhenLine } from '../layout/edition.js';
import { Localised, Name } from '../layout/localised.js';
import { QrCode } from '../layout/qr-code.js';
import { Shell } from '../layout/shell.js';
import { EditionStatusMark, RegistrationStatusMark } from '../layout/status.js';
import { useView } from '../layout/view-context.js';
import { type EditionRef } from '../layout/view-models.js';

export interface TicketPageProps {
  registration: RegistrationDetails;
  edition: EditionRef;
  /** What the QR code says; null: it lets nobody in. */
  url: string | null;
  /** For whoever may let people in: where to do that. */
  checkInHref: string | null;
}

/** `/t/{token}`: what a ticket says, for whoever has it. Nothing can be changed here. */
export function TicketPage({ registration, edition, url, checkInHref }: TicketPageProps) {
  const { t, locale } = useView();
  const { name, nativeName, institution, affiliation, category, reference, status } = registration;
  return (
    <Shell title={t('ticket.title', { event: editionName(edition, locale, t) })} mainClass="wrap">
      <div class="masthead">
        <p class="crumb">
          <a href={`/events/${edition.key}`}>
            <EditionName edition={edition} />
          </a>
        </p>
        <h1>
          <Name>{name}</Name>
        </h1>
        {nativeName && (
          <p class="lede">
            <Name>{nativeName}</Name>
          </p>
        )}
        <p class="row reference">
          <RegistrationStatusMark status={status} />
          {edition.status !== 'published' && <EditionStatusMark status={edition.status} />}
          <span class="small muted">
            {t('manage.reference')} <span class="num">{reference}</span>
          </span>
        </p>
      </div>
      <div class="stack">
        {checkInHref && (
          <p>
            <a class="btn btn-primary btn-l" href={checkInHref}>
              {t('ticket.checkIn')}
            </a>
          </p>
        )}
        {url ? (
          <>
            <QrCode text={url} label={t('ticket.code', { reference })} />
            <p>{t('ticket.show')}</p>
          </>
        ) : (
          <p class="note" data-is="warn">
            {t('ticket.notValid')}
          </p>
        )}
        <dl class="facts">
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
          <div>
            <dt>{t('ticket.when')}</dt>
            <dd>
              <WhenLine when={edition.when} />
            </dd>
          </div>
        </dl>
      </div>
    </Shell>
  );
}
