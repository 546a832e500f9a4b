import { type Admission, type CategoryDetails, type PoolDetails } from '../../../features/registration/index.js';
import { cityOf } from '../../../platform/i18n/format.js';
import { EmptyList, TableHead } from '../../layout/data-table.js';
import { Localised } from '../../layout/localised.js';
import { At } from '../../layout/time-pair.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { type TextKey } from '../../texts.js';
import { EditForm } from '../forms/edit-form.js';
import { EDIT_SCRIPTS, type EditState } from '../forms/edit-state.js';
import { CategoryAdmission, type CategoryChoices, CategoryFields, CategoryWindow } from './category-fields.js';
import { EditionConsole, ReadOnly, Remove } from './edition-console.js';
import { explainPart } from './part-errors.js';
import { PoolList } from '../places/pools.page.js';
import { Taken } from '../places/taken.js';

export const CATEGORY_DONE = {
  created: 'parts.category.created',
  saved: 'parts.saved',
  removed: 'parts.category.removed',
  'pool-created': 'places.poolCreated',
  'pool-saved': 'places.poolSaved',
  'pool-removed': 'places.poolRemoved',
} as const;

export const CATEGORY_REFUSED = { 'in-use': 'parts.category.inUse', changed: 'parts.changed' } as const;

const ADMISSIONS: Record<Admission, { look?: string; text: TextKey }> = {
  open: { look: 'confirmed', text: 'parts.category.open' },
  'waiting-list': { look: 'planned', text: 'places.lineOpen' },
  full: { text: 'register.full' },
  'not-yet-open': { look: 'planned', text: 'parts.category.notYet' },
  closed: { text: 'register.closed' },
};

interface CategoriesPageProps {
  edition: EditionRef;
  categories: CategoryDetails[];
  pools: PoolDetails[];
  mayEdit: boolean;
  done: keyof typeof CATEGORY_DONE | null;
}

/** `/organise/editions/{key}/categories` */
export function CategoriesPage({ edition, categories, pools, mayEdit, done }: CategoriesPageProps) {
  const { t } = useView();
  const base = `/organise/editions/${edition.key}/categories`;
  const zone = edition.when.timeZone ?? 'UTC';
  const columns = {
    attendance: t('new.attendance'),
    places: t('parts.category.places'),
    window: t('parts.category.window'),
  };
  return (
    <EditionConsole
      edition={edition}
      place="categories"
      title={t('console.categories')}
      note={t('parts.category.note')}
      action={
        mayEdit && (
          <a class="btn btn-primary" href={`${base}/new`}>
            {t('parts.category.add')}
          </a>
        )
      }
      done={done && t(CATEGORY_DONE[done])}
    >
      {categories.length === 0 ? (
        <EmptyList clear={null} title={t('parts.category.none')} text={t('parts.category.noneText')} />
      ) : (
        <div class="data">
          <table role="table">
            <TableHead
              columns={[
                { text: t('new.categoryName') },
                { text: columns.attendance },
                { text: columns.places },
                { text: columns.window },
                { text: t('console.state') },
              ]}
            />
            <tbody role="rowgroup">
              {categories.map((category) => (
                <tr role="row" key={category.id}>
                  <th role="rowheader" scope="row">
                    <a href={`${base}/${category.id}`}>
                      <Localised text={category.name} />
                    </a>
                  </th>
                  <td role="cell" data-label={columns.attendance}>
                    {category.attendance === 'online' ? t('attendance.online') : t('attendance.inPerson')}
                  </td>
                  <td role="cell" data-label={columns.places}>
                    <Taken {...category} />
                  </td>
                  <td role="cell" data-label={columns.window}>
                    <span>
                      {category.opensAt ? (
                        <At instant={category.opensAt} zone={zone} />
                      ) : (
                        t('parts.category.fromPublishing')
                      )}
                      <br />
                      {t('time.to')}{' '}
                      {category.closesAt ? (
                        <At instant={category.closesAt} zone={zone} />
                      ) : (
                        t('parts.category.untilEnd')
                      )}
                    </span>
                  </td>
                  <td role="cell" data-label={t('console.state')}>
                    <span class="status" data-is={ADMISSIONS[category.admission].look}>
                      {t(ADMISSIONS[category.admission].text)}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <PoolList edition={edition} pools={pools} categories={categories} mayEdit={mayEdit} />
    </EditionConsole>
  );
}

interface CategoryPageProps {
  edition: EditionRef;
  /** Null for one that is yet to be made. */
  category: CategoryDetails | null;
  choices: CategoryChoices;
  form: EditState;
  mayEdit: boolean;
  refused?: keyof typeof CATEGORY_REFUSED | null;
}

/** `/organise/editions/{key}/categories/{id}`, and `…/new` */
export function CategoryPage({ edition, category, choices, form, mayEdit, refused }: CategoryPageProps) {
  const { t, locale } = useView();
  const common = { form, explain: explainPart(t) };
  const zone = edition.when.timeZone ?? 'UTC';
  const base = `/organise/editions/${edition.key}/categories`;
  const fields = (
    <>
      <section class="section" aria-labelledby="category">
        <div class="section-head">
          <h2 id="category">{t('new.basics')}</h2>
          {category && (
            <p>
              <Taken {...category} />
            </p>
          )}
        </div>
        <div class="form">
          <CategoryFields {...common} />
          <CategoryWindow zone={zone} city={cityOf(locale, zone)} {...common} />
        </div>
      </section>
      <section class="section" aria-labelledby="admission">
        <div class="section-head">
          <h2 id="admission">{t('places.admission')}</h2>
          <p>{t('places.admissionNote')}</p>
        </div>
        <div class="form">
          <CategoryAdmission {...choices} {...common} />
        </div>
      </section>
    </>
  );
  return (
    <EditionConsole
      edition={edition}
      place="categories"
      title={category ? t('parts.category.edit') : t('parts.category.add')}
      note={<a href={base}>{t('parts.category.all')}</a>}
      refused={refused && t(CATEGORY_REFUSED[refused])}
      scripts={EDIT_SCRIPTS}
    >
      {mayEdit ? (
        <EditForm
          class="long-form"
          submit={category ? t('parts.save') : t('parts.category.make')}
          labels={{
            name: t('new.categoryName'),
            attendance: t('new.attendance'),
            capacity: t('new.capacity'),
            opensAt: t('parts.category.opensAt'),
            closesAt: t('parts.category.closesAt'),
            rules: t('places.rules'),
            reviewsRequired: t('places.reviews'),
            offerHours: t('places.offerHours'),
            pool: t('places.pool'),
            quotas: t('places.quotas'),
            quotaDefault: t('places.quotaDefault'),
          }}
          {...common}
        >
          {fields}
        </EditForm>
      ) : (
        <ReadOnly>{fields}</ReadOnly>
      )}
      {mayEdit && category && (
        <Remove
          action={`${base}/${category.id}/remove`}
          version={category.version}
          ask={t('parts.category.removeAsk')}
          text={t('parts.category.removeText')}
          button={t('parts.category.remove')}
        />
      )}
    </EditionConsole>
  );
}
