import { type LocalisedText } from '../../../kernel/locale.js';
import { City, Masthead } from '../../layout/edition.js';
import { InstitutionLink } from '../../layout/institution-link.js';
import { Shell } from '../../layout/shell.js';
import { useView } from '../../layout/view-context.js';
import { byCountry } from './order.js';

export interface InstitutionsPageProps {
  institutions: { slug: string; name: LocalisedText; city: string; country: string }[];
}

/** `/institutions` */
export function InstitutionsPage({ institutions }: InstitutionsPageProps) {
  const { t, locale } = useView();
  const title = t('institution.all');
  return (
    <Shell title={title} description={t('institution.allNote')} canonical="/institutions" place="home">
      <Masthead between={null} title={title} lede={t('institution.allNote')} />
      <div class="wrap">
        {byCountry(locale, institutions).map((country) => (
          <section class="section" key={country.code} aria-labelledby={`country-${country.code}`}>
            <div class="section-head">
              <h2 id={`country-${country.code}`}>{country.name}</h2>
            </div>
            <ul class="people" role="list">
              {country.institutions.map((place) => (
                <li key={place.slug}>
                  <h3>
                    <InstitutionLink place={place} />
                  </h3>
                  <p class="where">
                    <City city={place.city} />
                  </p>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {institutions.length === 0 && (
          <div class="empty">
            <h2>{t('institution.none')}</h2>
            <p>{t('institution.noneText')}</p>
          </div>
        )}
      </div>
    </Shell>
  );
}
