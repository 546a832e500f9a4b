import { type Role } from '../../../kernel/actor.js';
import { LOCALES } from '../../../kernel/locale.js';
import { type Explain, Field, FieldGroup, type FormState, TextField, valueOf } from '../../layout/form.js';
import { languageName } from '../../layout/shell.js';
import { useView } from '../../layout/view-context.js';
import { type PlaceChoice } from './people-places.js';
import { placeText, ROLE_WORDS } from './role-words.js';

interface Common {
  form: FormState;
  explain: Explain;
}

/** Who it is: `email, name, locale`. */
export function PersonFields(common: Common) {
  const { t, locale: reader } = useView();
  return (
    <>
      <TextField
        name="email"
        type="email"
        inputMode="email"
        autocomplete="off"
        verbatim
        label={t('register.email')}
        {...common}
      />
      <TextField name="name" autocomplete="off" label={t('register.name')} maxLength={200} {...common} />
      <Field name="locale" label={t('account.locale')} {...common}>
        {(control) => (
          <select class="input" {...control}>
            {LOCALES.map((locale) => (
              <option
                key={locale}
                value={locale}
                lang={locale}
                selected={valueOf(common.form, 'locale', reader) === locale}
              >
                {languageName(locale)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

/** Which role, each with what it allows: `role`. */
export function RoleField({ roles, otherwise, ...common }: Common & { roles: readonly Role[]; otherwise?: Role }) {
  const { t } = useView();
  const chosen = valueOf(common.form, 'role', otherwise);
  return (
    <FieldGroup name="role" label={t('people.role')} {...common}>
      {roles.map((role) => (
        <label class="choice" key={role}>
          <input type="radio" name="role" value={role} checked={chosen === role} />
          <span>{t(ROLE_WORDS[role].name)}</span>
          <span class="help">{t(ROLE_WORDS[role].text)}</span>
        </label>
      ))}
    </FieldGroup>
  );
}

/** Stands for the platform in a form, whose own scope is empty as an answer that was not given. */
export const WHOLE_PLATFORM = 'platform';

/** Where it holds: `where`, a scope. Of several places none is proposed: the choice has consequences. */
export function PlaceField({ places, ...common }: Common & { places: readonly PlaceChoice[] }) {
  const view = useView();
  const { t } = view;
  const chosen = valueOf(common.form, 'where', places.length === 1 ? places[0]!.scope : undefined);
  const options = (kind: PlaceChoice['place']['kind']) =>
    places
      .filter(({ place }) => place.kind === kind)
      .map(({ scope, place }) => (
        <option key={scope} value={scope || WHOLE_PLATFORM} selected={(scope || WHOLE_PLATFORM) === chosen}>
          {placeText(place, view)}
        </option>
      ));
  const [series, editions] = [options('series'), options('edition')];
  return (
    <Field name="where" label={t('people.where')} help={t('people.whereHelp')} {...common}>
      {(control) => (
        <select class="input" {...control}>
          {places.length > 1 && <option value="">{t('people.wherePlease')}</option>}
          {options('platform')}
          {series.length > 0 && <optgroup label={t('people.series')}>{series}</optgroup>}
          {editions.length > 0 && <optgroup label={t('people.editions')}>{editions}</optgroup>}
        </select>
      )}
    </Field>
  );
}
