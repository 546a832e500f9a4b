import { type ComponentChildren } from 'preact';
import { parseWallTime, resolve, toIsoWithOffset } from '../../../kernel/time-zone.js';
import { formatMoment, zoneLabel } from '../../../platform/i18n/format.js';
import { type Explain, FieldGroup, type FormState, idOf, TextField, valueOf } from '../../layout/form.js';
import { useView } from '../../layout/view-context.js';

/** What every field of a form is given. */
export interface Common {
  form: FormState;
  explain: Explain;
}

/**
 * A moment as the clock of the event shows it. A time that exists twice there, because clocks are put back, is asked for
 * again with both to choose from.
 */
export function WallTimeField({
  name,
  label,
  help,
  zone,
  optional,
  ...common
}: Common & { name: string; label: string; help?: string; zone: string; optional?: boolean }) {
  const { t, locale } = useView();
  const { form } = common;
  const choices = choicesAt(form, name, zone);
  return (
    <>
      <TextField name={name} type="datetime-local" label={label} help={help} optional={optional} {...common} />
      {choices.length > 0 && (
        <fieldset class="field" id={idOf(`${name}.exact`)}>
          <legend>{t('parts.time.which')}</legend>
          <p class="help">{t('parts.time.whichHelp')}</p>
          {choices.map(({ exact, instant }, index) => (
            <label class="choice" key={exact}>
              <input
                type="radio"
                name={`${name}.exact`}
                value={exact}
                checked={valueOf(form, `${name}.exact`) === exact}
              />
              <span>
                {index === 0 ? t('parts.time.first') : t('parts.time.second')}
                {t('list.comma')}
                {formatMoment(locale, zone, instant).time} {zoneLabel(locale, zone, instant)}
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

/** Both instants of a wall-clock time that was refused because there are two. */
function choicesAt(form: FormState, name: string, zone: string): { exact: string; instant: Date }[] {
  const isAmbiguous = form.errors.some(({ path, code }) => path === name && code === 'ambiguous-local-time');
  const wall = isAmbiguous ? parseWallTime(valueOf(form, name)) : null;
  const resolution = wall && resolve(zone, wall);
  if (resolution?.kind !== 'repeated') return [];
  return [resolution.earlier, resolution.later].map((instant) => ({ exact: toIsoWithOffset(zone, instant), instant }));
}

/** Several boxes under one legend, each of which adds something. */
export function Boxes({
  name,
  label,
  help,
  options,
  ...common
}: Common & { name: string; label: string; help?: string; options: { value: string; text: ComponentChildren }[] }) {
  const chosen = common.form.values[name];
  const ticked = chosen === undefined ? [] : typeof chosen === 'string' ? [chosen] : chosen;
  return (
    <FieldGroup name={name} label={label} help={help} {...common}>
      {options.map(({ value, text }) => (
        <label class="choice" key={value}>
          <input type="checkbox" name={name} value={value} checked={ticked.includes(value)} />
          <span>{text}</span>
        </label>
      ))}
    </FieldGroup>
  );
}

/** One of a few, each with a button. */
export function Radios({
  name,
  label,
  help,
  options,
  otherwise,
  ...common
}: Common & {
  name: string;
  label: string;
  help?: string;
  options: { value: string; text: string }[];
  /** Chosen as long as nobody has chosen. */
  otherwise: string;
}) {
  const chosen = valueOf(common.form, name, otherwise);
  return (
    <FieldGroup name={name} label={label} help={help} {...common}>
      {options.map(({ value, text }) => (
        <label class="choice" key={value}>
          <input type="radio" name={name} value={value} checked={value === chosen} />
          <span>{text}</span>
        </label>
      ))}
    </FieldGroup>
  );
}
