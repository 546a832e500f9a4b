import { type ComponentChildren, type InputHTMLAttributes } from 'preact';
import { type FieldError } from '../../kernel/domain-error.js';
import { useView } from './view-context.js';

/** What was typed, and what is wrong with it. A form that has not been sent yet has no errors. */
export interface FormState {
  values: Readonly<Record<string, string | readonly string[] | undefined>>;
  errors: readonly FieldError[];
}

export const EMPTY_FORM: FormState = { values: {}, errors: [] };

/** The typed value of a field with one answer. */
export function valueOf(form: FormState, name: string, otherwise = ''): string {
  const value = form.values[name];
  return typeof value === 'string' ? value : (value?.[0] ?? otherwise);
}

/** The typed values of a field with several answers. */
export function valuesOf(form: FormState, name: string): readonly string[] {
  const value = form.values[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** Words for a wrong field, in the reader's language. */
export type Explain = (error: FieldError) => string;

/** The errors of one field, or of what is below it (`hosts` shows what is wrong with `hosts.0`). */
function errorFor(form: FormState, name: string, explain: Explain): string | null {
  const error = form.errors.find(({ path }) => path === name || path.startsWith(`${name}.`));
  return error ? explain(error) : null;
}

/** Field names are paths with dots, ids must be plain. */
export function idOf(name: string): string {
  return `f-${name.replaceAll('.', '-')}`;
}

interface ControlProps {
  id: string;
  name: string;
  'aria-describedby'?: string;
  'aria-invalid'?: 'true';
}

interface FieldProps {
  name: string;
  label: ComponentChildren;
  help?: ComponentChildren;
  optional?: boolean;
  form: FormState;
  explain: Explain;
  children: (control: ControlProps) => ComponentChildren;
}

/** A label, a help text, the message when the answer is wrong, and the control itself, tied together for screen readers. */
export function Field({ name, label, help, optional, form, explain, children }: FieldProps) {
  const { t } = useView();
  const id = idOf(name);
  const error = errorFor(form, name, explain);
  const described = [help ? `${id}-h` : null, error ? `${id}-e` : null].filter(Boolean).join(' ');
  return (
    <div class="field" data-invalid={error ? '' : undefined}>
      <label for={id}>
        {label}
        {optional && (
          <>
            {' '}
            <span class="opt">{t('form.optional')}</span>
          </>
        )}
      </label>
      {help && (
        <p class="help" id={`${id}-h`}>
          {help}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-e`}>
          {error}
        </p>
      )}
      {children({
        id,
        name,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? 'true' : undefined,
      })}
    </div>
  );
}

interface InputProps extends Omit<FieldProps, 'children'> {
  type?: 'text' | 'email' | 'password' | 'url' | 'datetime-local';
  inputMode?: 'email' | 'numeric' | 'url';
  autocomplete?:
    'name' | 'email' | 'organization' | 'username' | 'current-password' | 'new-password' | 'one-time-code' | 'off';
  /** For addresses and keys: no capitals and no spelling help. */
  verbatim?: boolean;
  maxLength?: number;
  placeholder?: string;
}

/** The usual case: one line of text that keeps what was typed. */
export function TextField({ name, label, help, optional, form, explain, verbatim, ...input }: InputProps) {
  return (
    <Field name={name} label={label} help={help} optional={optional} form={form} explain={explain}>
      {(control) => {
        const attributes = {
          ...input,
          ...control,
          autocapitalize: verbatim ? 'none' : undefined,
          spellcheck: verbatim ? false : undefined,
          value: input.type === 'password' ? undefined : valueOf(form, name),
          required: !optional,
        };
        // The types know each kind of input apart; which one it is, only the caller knows.
        return <input class="input" {...(attributes as InputHTMLAttributes)} />;
      }}
    </Field>
  );
}

/** A group of radio buttons or boxes under one legend. */
export function FieldGroup({
  name,
  label,
  help,
  form,
  explain,
  children,
}: Omit<FieldProps, 'children' | 'optional'> & { children: ComponentChildren }) {
  const id = idOf(name);
  const error = errorFor(form, name, explain);
  const described = [help ? `${id}-h` : null, error ? `${id}-e` : null].filter(Boolean).join(' ');
  return (
    <fieldset class="field" id={id} data-invalid={error ? '' : undefined} aria-describedby={described || undefined}>
      <legend>{label}</legend>
      {help && (
        <p class="help" id={`${id}-h`}>
          {help}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-e`}>
          {error}
        </p>
      )}
      {children}
    </fieldset>
  );
}

/** One box to tick, e.g. a consent. */
export function Checkbox({
  name,
  form,
  explain,
  children,
  required,
}: Pick<FieldProps, 'name' | 'form' | 'explain'> & { children: ComponentChildren; required?: boolean }) {
  const id = idOf(name);
  const error = errorFor(form, name, explain);
  return (
    <div class="field" data-invalid={error ? '' : undefined}>
      {error && (
        <p class="error" id={`${id}-e`}>
          {error}
        </p>
      )}
      <label class="choice" for={id}>
        <input
          type="checkbox"
          id={id}
          name={name}
          value="true"
          checked={valueOf(form, name) === 'true'}
          aria-invalid={error ? 'true' : undefined}
          aria-describedby={error ? `${id}-e` : undefined}
          required={required}
        />
        <span>{children}</span>
      </label>
    </div>
  );
}

/** A form that changes something. Works without a script; with one, it cannot be sent twice. */
export function PostForm({
  action,
  class: className,
  multipart,
  children,
}: {
  action: string;
  class?: string;
  /** For forms with files. */
  multipart?: boolean;
  children: ComponentChildren;
}) {
  const { formToken } = useView();
  return (
    <form
      method="post"
      action={action}
      class={className ?? 'form'}
      encType={multipart ? 'multipart/form-data' : undefined}
      noValidate
      data-once
    >
      <input type="hidden" name="csrf" value={formToken()} />
      {children}
    </form>
  );
}

/** What is wrong, on top of the page, with a link to each field. */
export function ErrorSummary({ form, explain }: { form: FormState; explain: Explain }) {
  const { t } = useView();
  if (form.errors.length === 0) return null;
  return (
    <div class="summary" role="alert" aria-labelledby="summary-title" tabIndex={-1} data-summary>
      <h2 id="summary-title">{t('form.summary', { count: form.errors.length })}</h2>
      <p class="small">{t('form.kept')}</p>
      <ul>
        {form.errors.map((error) => (
          <li key={error.path}>
            {error.path ? <a href={`#${idOf(error.path)}`}>{explain(error)}</a> : explain(error)}
          </li>
        ))}
      </ul>
    </div>
  );
}
