import { type ComponentChildren } from 'preact';
import { type Locale, LOCALES, type LocalisedText, textIn } from '../../../kernel/locale.js';
import { countryName } from '../../layout/countries.js';
import { type Explain, Field, FieldGroup, type FormState, idOf, valueOf, valuesOf } from '../../layout/form.js';
import { languageName } from '../../layout/shell.js';
import { useView } from '../../layout/view-context.js';

interface Common {
  name: string;
  label: string;
  help?: string;
  form: FormState;
  explain: Explain;
}

/** One control of a group that has its message in common. */
function wrong(form: FormState, name: string): 'true' | undefined {
  return form.errors.some(({ path }) => path === name) ? 'true' : undefined;
}

/**
 * A text in the interface's three languages, `<name>.en`, `<name>.zh-Hans`, `<name>.zh-Hant`. The languages of the edition
 * (all, where it has none of its own) come first, the others are folded away until one has a text.
 */
export function LocalisedField({
  languages = LOCALES,
  multiline,
  required,
  maxLength = 300,
  ...common
}: Common & {
  languages?: readonly Locale[];
  /** Several lines. */
  multiline?: boolean;
  /** The first language must not stay empty. */
  required?: boolean;
  maxLength?: number;
}) {
  const { t } = useView();
  const { name, form } = common;
  const others = LOCALES.filter((locale) => !languages.includes(locale));
  const isOpen = others.some((one) => valueOf(form, `${name}.${one}`) || wrong(form, `${name}.${one}`));
  const line = (locale: Locale, isRequired: boolean) => (
    <TextIn key={locale} {...{ name, form, locale, multiline, maxLength }} isRequired={isRequired} />
  );
  return (
    <FieldGroup {...common}>
      <div class="langs">{languages.map((locale, index) => line(locale, Boolean(required) && index === 0))}</div>
      {others.length > 0 && (
        <details open={isOpen}>
          <summary class="small">
            {t('forms.moreLanguages')} <span class="vh">{common.label}</span>
          </summary>
          <div class="langs">{others.map((locale) => line(locale, false))}</div>
        </details>
      )}
    </FieldGroup>
  );
}

function TextIn({
  name,
  form,
  locale,
  multiline,
  maxLength,
  isRequired,
}: Pick<Common, 'name' | 'form'> & { locale: Locale; multiline?: boolean; maxLength: number; isRequired: boolean }) {
  const { t, locale: pageLocale } = useView();
  const control = {
    class: 'input',
    id: `${idOf(name)}-${locale}`,
    name: `${name}.${locale}`,
    lang: locale,
    maxLength,
    required: isRequired,
    'aria-invalid': wrong(form, `${name}.${locale}`),
  };
  const value = valueOf(form, control.name);
  return (
    <div data-multiline={multiline ? '' : undefined}>
      <label class="small" for={control.id} lang={locale}>
        {languageName(locale)}
        {!isRequired && (
          <>
            {' '}
            <span class="opt" lang={pageLocale}>
              {t('form.optionalShort')}
            </span>
          </>
        )}
      </label>
      {multiline ? <textarea {...control} rows={6} value={value} /> : <input {...control} value={value} />}
    </div>
  );
}

/** A list, one on each line: aliases, names. Read with `linesOf`. */
export function LinesField({ rows = 4, optional, ...common }: Common & { rows?: number; optional?: boolean }) {
  const { t } = useView();
  const { form, name } = common;
  return (
    <Field {...common} optional={optional} help={common.help ?? t('forms.linesHelp')}>
      {(control) => (
        <textarea class="input" rows={rows} {...control} value={valueOf(form, name)} required={!optional} />
      )}
    </Field>
  );
}

/** An institution as it can be chosen. */
export interface InstitutionChoice {
  slug: string;
  name: LocalisedText;
  country: string;
}

/** All institutions by country, in the order of the reader's language; typing the beginning of a name finds it. */
export function InstitutionSelect({
  institutions,
  value,
  none,
  ...control
}: {
  institutions: readonly InstitutionChoice[];
  /** The chosen slug, or ''. */
  value: string;
  /** What the empty choice says. */
  none?: string;
  id: string;
  name: string;
  'aria-describedby'?: string;
  'aria-invalid'?: 'true';
}) {
  const { t, locale } = useView();
  const collator = new Intl.Collator(locale);
  const countries = [...new Set(institutions.map(({ country }) => country))]
    .map((code) => ({ code, name: countryName(locale, code) }))
    .sort((a, b) => collator.compare(a.name, b.name));
  const isKnown = value === '' || institutions.some(({ slug }) => slug === value);
  return (
    <select class="input" {...control}>
      <option value="">{none ?? t('forms.noneChosen')}</option>
      {!isKnown && (
        <option value={value} selected>
          {value}
        </option>
      )}
      {countries.map((country) => (
        <optgroup key={country.code} label={country.name}>
          {institutions
            .filter((one) => one.country === country.code)
            .map(({ slug, name }) => ({ slug, text: textIn(name, locale) }))
            .sort((a, b) => collator.compare(a.text, b.text))
            .map(({ slug, text }) => (
              <option key={slug} value={slug} selected={slug === value}>
                {text}
              </option>
            ))}
        </optgroup>
      ))}
    </select>
  );
}

/** How many rows a list in a form has: those that are filled, and some to fill; a script adds more. */
export function rowsOf(form: FormState, name: string, empty = 2): number[] {
  const start = `${name}.`;
  const filled = Object.keys(form.values)
    .filter((field) => field.startsWith(start) && valuesOf(form, field).some((value) => value.trim() !== ''))
    .map((field) => Number(field.slice(start.length).split('.')[0]))
    .filter(Number.isInteger);
  return Array.from({ length: Math.max(-1, ...filled) + 1 + empty }, (_, index) => index);
}

/**
 * A list whose rows can be added: `<name>.0`, `<name>.1`, … (or `<name>.0.institution`). A row that is emptied is gone when
 * the form is saved. Without a script there are two empty rows; with one, a button adds more.
 */
export function Rows({
  children,
  add,
  ...common
}: Common & { /** What the button says. */ add: string; children: (index: number) => ComponentChildren }) {
  const { form, name } = common;
  return (
    <FieldGroup {...common}>
      <div class="stack-s" data-rows={name}>
        {rowsOf(form, name).map((index) => (
          <div class="form-row" key={index} data-row={index}>
            {children(index)}
          </div>
        ))}
      </div>
      <div class="row">
        <button class="btn" type="button" data-add-row={name} hidden>
          {add}
        </button>
      </div>
    </FieldGroup>
  );
}
