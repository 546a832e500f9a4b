import { hrefWith } from '../layout/hrefs.js';
import { Icon } from '../layout/icons.js';
import { Shell } from '../layout/shell.js';
import { At } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';

/** The HTML part has its own address, `/mailbox/{id}/html`, where a policy of its own keeps it from doing anything. */
export interface MessagePageProps {
  id: string;
  subject: string;
  from: string;
  to: string;
  receivedAt: Date;
  text: string | null;
  hasHtml: boolean;
  headers: { name: string; value: string }[];
  attachments: { index: number; name: string; type: string; size: number }[];
}

/** `/mailbox/{id}` */
export function MessagePage(props: MessagePageProps) {
  const { id, subject, from, to, receivedAt, text, hasHtml, headers, attachments } = props;
  const { t, readerZone, readerZoneKnown } = useView();
  const base = `/mailbox/${id}`;
  return (
    <Shell title={subject || t('mailbox.noSubject')} place="mailbox" mainClass="wrap">
      <div class="masthead">
        <p class="crumb">
          <a href="/mailbox">{t('mailbox.title')}</a>
        </p>
        <h1 class="mail-title">{subject || t('mailbox.noSubject')}</h1>
      </div>
      <dl class="facts">
        <div>
          <dt>{t('mailbox.from')}</dt>
          <dd>{from}</dd>
        </div>
        <div>
          <dt>{t('mailbox.to')}</dt>
          <dd>
            <a href={hrefWith('/mailbox', { to })}>{to}</a>
          </dd>
        </div>
        <div>
          <dt>{t('mailbox.received')}</dt>
          <dd>
            <At instant={receivedAt} zone={readerZoneKnown ? readerZone : 'UTC'} />
          </dd>
        </div>
        {attachments.length > 0 && (
          <div>
            <dt>{t('mailbox.attachments')}</dt>
            <dd>
              <ul role="list">
                {attachments.map((attachment) => (
                  <li key={attachment.index}>
                    <a href={`${base}/attachments/${attachment.index}`}>{attachment.name}</a>{' '}
                    <span class="small muted">
                      {attachment.type}, {t('mailbox.bytes', { count: attachment.size })}
                    </span>
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        )}
      </dl>
      <p class="row mail-actions">
        <a class="btn" href={`${base}/raw`}>
          <Icon name="download" /> {t('mailbox.raw')}
        </a>
      </p>
      {hasHtml && (
        <section class="section" aria-labelledby="html">
          <div class="section-head">
            <h2 id="html">{t('mailbox.html')}</h2>
          </div>
          <iframe class="mail-frame" sandbox="" src={`${base}/html`} title={t('mailbox.html')} loading="lazy" />
        </section>
      )}
      {text !== null && (
        <section class="section" aria-labelledby="text">
          <div class="section-head">
            <h2 id="text">{t('mailbox.text')}</h2>
          </div>
          <pre class="mail-text">{text}</pre>
        </section>
      )}
      <section class="section" aria-labelledby="headers">
        <div class="section-head">
          <h2 id="headers">{t('mailbox.headers')}</h2>
        </div>
        <dl class="facts mail-headers">
          {headers.map(({ name, value }, index) => (
            <div key={index}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
    </Shell>
  );
}
