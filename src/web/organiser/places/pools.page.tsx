import { type CategoryDetails, type PoolDetails } from '../../../features/registration/index.js';
import { textIn } from '../../../kernel/locale.js';
import { TableHead } from '../../layout/data-table.js';
import { TextField } from '../../layout/form.js';
import { Localised } from '../../layout/localised.js';
import { useView } from '../../layout/view-context.js';
import { type EditionRef } from '../../layout/view-models.js';
import { EditForm } from '../forms/edit-form.js';
import { EDIT_SCRIPTS, type EditState } from '../forms/edit-state.js';
import { LocalisedField } from '../forms/fields.js';
import { EditionConsole, Remove } from '../parts/edition-console.js';
import { explainPart } from '../parts/part-errors.js';
import { Taken } from './taken.js';

export const POOL_REFUSED = { 'in-use': 'places.poolInUse', changed: 'parts.changed' } as const;

interface PoolListProps {
  edition: EditionRef;
  pools: readonly PoolDetails[];
  categories: readonly CategoryDetails[];
  mayEdit: boolean;
}

/** The pools of an edition, below its categories. */
export function PoolList({ edition, pools, categories, mayEdit }: PoolListProps) {
  const { t, locale } = useView();
  const base = `/organise/editions/${edition.key}/pools`;
  if (pools.length === 0 && !mayEdit) return null;
  const columns = { places: t('parts.category.places'), categories: t('console.categories') };
  const drawing = (id: string) =>
    categories.filter(({ pool }) => pool?.id === id).map(({ name }) => textIn(name, locale));
  return (
    <section class="section" aria-labelledby="pools">
      <div class="section-head">
        <h2 id="pools">{t('places.pools')}</h2>
        <p>{t('places.poolsNote')}</p>
      </div>
      {pools.length > 0 && (
        <div class="data">
          <table role="table">
            <TableHead columns={[{ text: t('places.pool') }, { text: columns.places }, { text: columns.categories }]} />
            <tbody role="rowgroup">
              {pools.map((pool) => (
                <tr role="row" key={pool.id}>
                  <th role="rowheader" scope="row">
                    {mayEdit ? (
                      <a href={`${base}/${pool.id}`}>
                        <Localised text={pool.name} />
                      </a>
                    ) : (
                      <Localised text={pool.name} />
                    )}
                  </th>
                  <td role="cell" data-label={columns.places}>
                    <Taken {...pool} />
                  </td>
                  <td role="cell" data-label={columns.categories}>
                    {drawing(pool.id).join(t('list.separator')) || t('places.poolUnused')}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mayEdit && (
        <p>
          <a class="btn" href={`${base}/new`}>
            {t('places.addPool')}
          </a>
        </p>
      )}
    </section>
  );
}

interface PoolPageProps {
  edition: EditionRef;
  /** Null for one that is yet to be made. */
  pool: PoolDetails | null;
  form: EditState;
  refused?: keyof typeof POOL_REFUSED | null;
}

/** `/organise/editions/{key}/pools/{id}`, and `…/new` */
export function PoolPage({ edition, pool, form, refused }: PoolPageProps) {
  const { t } = useView();
  const common = { form, explain: explainPart(t) };
  const labels = { name: t('places.poolName'), capacity: t('places.poolCapacity') };
  return (
    <EditionConsole
      edition={edition}
      place="categories"
      title={pool ? t('places.pool') : t('places.addPool')}
      note={<a href={`/organise/editions/${edition.key}/categories`}>{t('parts.category.all')}</a>}
      refused={refused && t(POOL_REFUSED[refused])}
      scripts={EDIT_SCRIPTS}
    >
      <EditForm class="long-form" submit={t('parts.save')} labels={labels} {...common}>
        <section class="section" aria-labelledby="pool">
          <div class="section-head">
            <h2 id="pool">{t('new.basics')}</h2>
            {pool && (
              <p>
                <Taken {...pool} />
              </p>
            )}
          </div>
          <div class="form">
            <LocalisedField
              name="name"
              label={labels.name}
              help={t('places.poolNameHelp')}
              maxLength={120}
              required
              {...common}
            />
            <TextField
              name="capacity"
              label={labels.capacity}
              help={t('places.poolCapacityHelp')}
              inputMode="numeric"
              maxLength={7}
              {...common}
            />
          </div>
        </section>
      </EditForm>
      {pool && (
        <Remove
          action={`/organise/editions/${edition.key}/pools/${pool.id}/remove`}
          version={pool.version}
          ask={t('places.poolRemoveAsk')}
          text={t('places.poolRemoveText')}
          button={t('places.poolRemove')}
        />
      )}
    </EditionConsole>
  );
}
