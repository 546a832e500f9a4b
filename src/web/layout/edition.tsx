import { type ComponentChildren } from 'preact';
import { hasText, type Locale, type LocalisedText, pick, textIn } from '../../kernel/locale.js';
import { formatDateOnly, ordinal as ordinalText } from '../../platform/i18n/format.js';
import { type TextKey, type Translate } from '../texts.js';
import { cityName } from '../../platform/i18n/city-names.js';
import { countryName } from './countries.js';
import { InstitutionLink } from './institution-link.js';
import { Localised, Name } from './localised.js';
import { At, TimesLine } from './time-pair.js';
import { useView } from './view-context.js';
import {
  type EditionFormat,
  type EditionRole,
  type PlaceView,
  type RegistrationStand,
  type WhenView,
} from './view-models.js';

interface Named {
  series: { name: LocalisedText };
  ordinal: number | null;
  title: LocalisedText | null;
  when: { year: number };
}

/** What an edition is called: its own title, else its number in the series, else its year. */
export function editionName(edition: Named, locale: Locale, t: Translate): string {
  if (hasText(edition.title)) return textIn(edition.title, locale);
  const series = textIn(edition.series.name, locale);
  return edition.ordinal === null
    ? t('edition.byYear', { series, year: edition.when.year })
    : t('edition.byNumber', { series, ordinal: ordinalText(locale, edition.ordinal) });
}

/** The same as an element, marked where it is in another language. */
export function EditionName({ edition }: { edition: Named }) {
  const { t, locale } = useView();
  const found = hasText(edition.title) ? pick(edition.title, locale) : null;
  return found && found.locale !== locale ? (
    <span lang={found.locale}>{found.text}</span>
  ) : (
    <>{editionName(edition, locale, t)}</>
  );
}

/** `18th` with small letters around the figure. */
export function OrdinalText({ n }: { n: number }) {
  const { locale } = useView();
  const [before = '', after = ''] = ordinalText(locale, n).split(String(n));
  return (
    <>
      {before && <small>{before}</small>}
      {n}
      {after && <small>{after}</small>}
    </>
  );
}

/** The head of a page: what stands between the two meridians, the name, and a sentence. */
export function Masthead({
  between,
  title,
  crumb,
  lede,
}: {
  between: { ordinal: number } | { word: string } | null;
  title: ComponentChildren;
  crumb?: ComponentChildren;
  lede?: ComponentChildren;
}) {
  return (
    <div class="masthead">
      <div class="wrap masthead-grid">
        <h1 class={between ? 'numbered' : undefined}>
          {between && (
            <>
              <span class="ordinal" data-word={'word' in between ? '' : undefined}>
                <span>{'word' in between ? between.word : <OrdinalText n={between.ordinal} />}</span>
              </span>{' '}
            </>
          )}
          <span>{title}</span>
        </h1>
        {lede && <p class="lede">{lede}</p>}
        {crumb && <p class="crumb crumb-below">{crumb}</p>}
      </div>
    </div>
  );
}

/** `Shantou, China`; one word where city and country are the same. */
export function placeText(
  locale: Locale,
  place: { city: string | null; country: string | null },
  t: Translate,
): string {
  const city = place.city && cityName(locale, place.city);
  const country = place.country && countryName(locale, place.country);
  if (!city || !country || city === country) return city || country || '';
  return t('place.cityCountry', { city, country });
}

/** A city in the reader's language where we know it. */
export function City({ city }: { city: string }) {
  const { locale } = useView();
  return <Name>{cityName(locale, city)}</Name>;
}

/** Where an edition is, for the label of its clock: its own city, else the first host's. */
export function cityOfEdition(edition: { city?: string | null; hosts: readonly PlaceView[] }): string | null {
  return edition.city ?? edition.hosts[0]?.city ?? null;
}

/** Host names in one line; leading to their pages where they do not stand in a link already. */
export function HostNames({ hosts, linked }: { hosts: readonly PlaceView[]; linked?: boolean }) {
  const { t } = useView();
  return (
    <>
      {hosts.map((host, index) => (
        <>
          {index > 0 && t('list.separator')}
          {linked ? <InstitutionLink key={host.slug} place={host} /> : <Localised key={host.slug} text={host.name} />}
        </>
      ))}
    </>
  );
}

/** As much of the time as is recorded, in one line. */
export function WhenLine({ when, city }: { when: WhenView; city?: string | null }) {
  const { t, locale } = useView();
  if (when.startsAt && when.timeZone) {
    return <TimesLine startsAt={when.startsAt} endsAt={when.endsAt} timeZone={when.timeZone} city={city} />;
  }
  if (when.date) return <time dateTime={when.date}>{formatDateOnly(locale, when.date)}</time>;
  return <time dateTime={String(when.year)}>{t('edition.year', { year: when.year })}</time>;
}

const FORMATS: Record<EditionFormat, TextKey> = {
  in_person: 'format.inPerson',
  online: 'format.online',
  hybrid: 'format.hybrid',
};

export const formatKey = (format: EditionFormat): TextKey => FORMATS[format];

const ROLES: Record<EditionRole | 'host', TextKey> = {
  host: 'role.host',
  co_host: 'role.coHost',
  partner: 'role.partner',
  broadcaster: 'role.broadcaster',
  satellite_venue: 'role.satelliteVenue',
  sponsor: 'role.sponsor',
  honorary_supporter: 'role.honorarySupporter',
};

export const roleKey = (role: EditionRole | 'host'): TextKey => ROLES[role];

const STANDS: Record<Exclude<RegistrationStand['kind'], 'open' | 'opens' | 'none'>, TextKey> = {
  invitation: 'register.state.invitation',
  'sold-out': 'register.soldOut',
  closed: 'register.closed',
  ended: 'register.ended',
  cancelled: 'register.editionCancelled',
  postponed: 'register.editionPostponed',
};

/** What whoever presses the button will do. */
export function registerKey(stand: Extract<RegistrationStand, { kind: 'open' }>): TextKey {
  if (stand.by === 'application') return 'register.apply';
  return stand.by === 'waiting-list' ? 'register.join' : 'register.action';
}

/** The one button of an edition. It says where registration stands, and only leads somewhere when it is open. */
export function RegisterButton({
  editionKey,
  stand,
  zone,
  large,
}: {
  editionKey: string;
  stand: RegistrationStand;
  zone: string;
  large?: boolean;
}) {
  const { t, readerZone, readerZoneKnown } = useView();
  const size = large ? ' btn-l' : '';
  if (stand.kind === 'none') return null;
  if (stand.kind === 'open') {
    return (
      <a class={`btn btn-primary${size}`} href={`/events/${editionKey}/register`}>
        {t(registerKey(stand))}
      </a>
    );
  }
  return (
    <button class={`btn${size}`} type="button" disabled>
      {stand.kind === 'opens' ? (
        <span>
          {t('register.opens')} <At instant={stand.at} zone={readerZoneKnown ? readerZone : zone} />
        </span>
      ) : (
        t(STANDS[stand.kind])
      )}
    </button>
  );
}
