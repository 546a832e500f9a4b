import { EditionName, editionName, cityOfEdition } from '../layout/edition.js';
import { Icon } from '../layout/icons.js';
import { Shell } from '../layout/shell.js';
import { TimePair } from '../layout/time-pair.js';
import { useView } from '../layout/view-context.js';
import { type EditionRef } from '../layout/view-models.js';

/**
 * The same for a new and for a known address, so that nobody learns from it who is registered; and without any personal
 * link, since whoever reads it may have typed somebody else's address.
 */
export interface RegisteredPageProps {
  edition: EditionRef & { city: string | null };
}

/** `/events/{key}/registered` */
export function RegisteredPage({ edition }: RegisteredPageProps) {
  const { t, locale } = useView();
  const { when } = edition;
  return (
    <Shell title={t('registered.title', { event: editionName(edition, locale, t) })} place="home">
      <div class="wrap">
        <div class="masthead">
          <p class="crumb">
            <a href={`/events/${edition.key}`}>
              <EditionName edition={edition} />
            </a>
          </p>
          <h1>{t('registered.heading')}</h1>
          <p class="lede">{t('registered.lede')}</p>
        </div>
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
        <section class="section no-rule" aria-labelledby="next">
          <div class="section-head">
            <h2 id="next">{t('registered.next')}</h2>
          </div>
          <div class="stack">
            <ol class="line" role="list">
              <li data-is="now">
                <div class="rem">
                  <h3>{t('registered.step.mail')}</h3>
                  <p class="muted">{t('registered.step.mailText')}</p>
                </div>
              </li>
              <li>
                <div class="rem">
                  <h3>{t('registered.step.place')}</h3>
                  <p class="muted">{t('registered.step.placeText')}</p>
                </div>
              </li>
              <li>
                <div class="rem">
                  <h3>{t('registered.step.reminders')}</h3>
                  <p class="muted">{t('registered.step.remindersText')}</p>
                </div>
              </li>
              <li>
                <div class="rem">
                  <h3>{t('registered.step.join')}</h3>
                  <p class="muted">{t('registered.step.joinText')}</p>
                </div>
              </li>
            </ol>
            {when.startsAt && (
              <p>
                <a class="btn btn-l" href={`/events/${edition.key}/calendar.ics`}>
                  <Icon name="calendar" /> {t('event.addToCalendar')}
                </a>
              </p>
            )}
          </div>
        </section>
        <section class="section" aria-labelledby="nothing">
          <div class="section-head">
            <h2 id="nothing">{t('registered.nothing')}</h2>
          </div>
          <div class="stack">
            <p>{t('registered.nothingText')}</p>
            <p>
              <a href={`/events/${edition.key}/lost-link`}>{t('lostLink.heading')}</a>
            </p>
          </div>
        </section>
      </div>
    </Shell>
  );
}
