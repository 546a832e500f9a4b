import { TextField } from '../../layout/form.js';
import { useView } from '../../layout/view-context.js';
import { LocalisedField } from '../forms/fields.js';
import { type Common, Radios, WallTimeField } from './fields.js';

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
