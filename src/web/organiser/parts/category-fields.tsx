import { type PoolDetails } from '../../../features/registration/index.js';
import { textIn } from '../../../kernel/locale.js';
import { Field, idOf, TextField, valueOf } from '../../layout/form.js';
import { useView } from '../../layout/view-context.js';
import { type InstitutionChoice, InstitutionSelect, LocalisedField, Rows } from '../forms/fields.js';
import { Boxes, type Common, Radios, WallTimeField } from './fields.js';

/** What the fields of a category let choose from. */
export interface CategoryChoices {
  pools: readonly PoolDetails[];
  institutions: readonly InstitutionChoice[];
}

/** What a category is: its name, who it is for, how many places it has. `at` is what its fields' names begin with. */
export function CategoryFields({ at = '', ...common }: Common & { at?: string }) {
  const { t } = useView();
  return (
    <>
      <LocalisedField
        name={`${at}name`}
        label={t('new.categoryName')}
        help={t('new.categoryNameHelp')}
        maxLength={120}
        required
        {...common}
      />
      <Radios
        name={`${at}attendance`}
        label={t('new.attendance')}
        otherwise="online"
        options={[
          { value: 'online', text: t('attendance.online') },
          { value: 'in_person', text: t('attendance.inPerson') },
        ]}
        {...common}
      />
      <TextField
        name={`${at}capacity`}
        label={t('new.capacity')}
        help={t('new.capacityHelp')}
        optional
        inputMode="numeric"
        maxLength={7}
        {...common}
      />
    </>
  );
}

/** From when until when people can register in it. */
export function CategoryWindow({ zone, city, ...common }: Common & { zone: string; city: string }) {
  const { t } = useView();
  return (
    <>
      <WallTimeField
        name="opensAt"
        zone={zone}
        label={t('parts.category.opensAt')}
        help={t('parts.category.opensAtHelp', { city })}
        optional
        {...common}
      />
      <WallTimeField
        name="closesAt"
        zone={zone}
        label={t('parts.category.closesAt')}
        help={t('parts.category.closesAtHelp', { city })}
        optional
        {...common}
      />
    </>
  );
}

/** Who gets a place, and how. */
export function CategoryAdmission({ pools, institutions, ...common }: Common & CategoryChoices) {
  const { t, locale } = useView();
  const { form } = common;
  return (
    <>
      <Boxes
        name="rules"
        label={t('places.rules')}
        options={[
          { value: 'waitingList', text: t('places.waitingList') },
          { value: 'approval', text: t('places.approval') },
          { value: 'invitationOnly', text: t('places.invitationOnly') },
        ]}
        {...common}
      />
      <TextField
        name="reviewsRequired"
        label={t('places.reviews')}
        help={t('places.reviewsHelp')}
        optional
        inputMode="numeric"
        maxLength={1}
        {...common}
      />
      <TextField
        name="offerHours"
        label={t('places.offerHours')}
        help={t('places.offerHoursHelp')}
        optional
        inputMode="numeric"
        maxLength={4}
        {...common}
      />
      {pools.length > 0 && (
        <Field name="pool" label={t('places.pool')} help={t('places.poolHelp')} optional {...common}>
          {(control) => (
            <select class="input" {...control}>
              <option value="">{t('places.noPool')}</option>
              {pools.map((pool) => (
                <option key={pool.id} value={pool.id} selected={valueOf(form, 'pool') === pool.id}>
                  {textIn(pool.name, locale)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Rows
        name="quotas"
        label={t('places.quotas')}
        help={t('places.quotasHelp')}
        add={t('places.addQuota')}
        {...common}
      >
        {(index) => {
          const name = `quotas.${index}`;
          const number = { number: index + 1 };
          return (
            <>
              <div class="field">
                <label for={idOf(`${name}.institution`)}>{t('places.quotaInstitution', number)}</label>
                <InstitutionSelect
                  institutions={institutions}
                  value={valueOf(form, `${name}.institution`)}
                  id={idOf(`${name}.institution`)}
                  name={`${name}.institution`}
                />
              </div>
              <div class="field">
                <label for={idOf(`${name}.capacity`)}>{t('places.quotaCapacity', number)}</label>
                <input
                  class="input"
                  id={idOf(`${name}.capacity`)}
                  name={`${name}.capacity`}
                  value={valueOf(form, `${name}.capacity`)}
                  inputMode="numeric"
                  maxLength={7}
                />
              </div>
            </>
          );
        }}
      </Rows>
      <TextField
        name="quotaDefault"
        label={t('places.quotaDefault')}
        help={t('places.quotaDefaultHelp')}
        optional
        inputMode="numeric"
        maxLength={7}
        {...common}
      />
    </>
  );
}
