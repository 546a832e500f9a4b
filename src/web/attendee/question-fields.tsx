import { type ComponentChildren } from 'preact';
import {
  ANSWER_FILE_LIMIT,
  type AskedQuestion,
  MAX_FILES,
  MAX_LONG_TEXT,
  MAX_TEXT,
} from '../../features/registration/index.js';
import { type FieldError } from '../../kernel/domain-error.js';
import { hasText, type Locale, type LocalisedText, textIn } from '../../kernel/locale.js';
import { ACCEPTED_EXTENSIONS } from '../../platform/files/file-types.js';
import { countries, countryName } from '../layout/countries.js';
import { sizeText } from '../layout/document.js';
import { type Explain, Field, FieldGroup, type FormState, idOf, valueOf, valuesOf } from '../layout/form.js';
import { Localised } from '../layout/localised.js';
import { useView, type View } from '../layout/view-context.js';
import { answerName, askable, explainAnswers } from './answer-forms.js';

/** The script that shows a question only when its condition is met. */
export const QUESTION_SCRIPTS = ['questions.js'] as const;

/** A file that has been received already, by its id. */
export type ReceivedFiles = Readonly<Record<string, { name: string; size: number }>>;

export interface QuestionFieldsProps {
  /** Those that are asked, in their order. */
  questions: readonly AskedQuestion[];
  /** The categories that can be chosen in the form, or the one that is settled. */
  categoryIds: readonly string[];
  /** By field, as `answerValues` and forms give them. */
  values: FormState['values'];
  errors: readonly FieldError[];
  /** For the words “Only for …”. */
  categories?: readonly { id: string; name: LocalisedText }[];
  files?: ReceivedFiles;
  /** One to be marked, in the preview of the form builder. */
  current?: string;
}

/** More answers than these are chosen from a list. */
const FEW = 6;

/**
 * What an edition asks. A question with a condition is shown with it in words, and with the script only when it is met; the
 * server decides in any case.
 */
export function QuestionFields(props: QuestionFieldsProps) {
  const view = useView();
  const { questions, categoryIds, values, errors } = props;
  const explain = explainAnswers(questions, view, ({ message }) => message);
  return (
    <>
      {askable(questions, categoryIds).map((question) => (
        <Asked key={question.id} {...{ ...props, question, explain, form: { values, errors } }} />
      ))}
    </>
  );
}

interface AskedProps extends Omit<QuestionFieldsProps, 'values' | 'errors'> {
  question: AskedQuestion;
  form: FormState;
  explain: Explain;
}

/** One question, and for the script what it hangs on. */
function Asked(props: AskedProps) {
  const { question, categoryIds, current } = props;
  const { id, kind, required, showIf, categories } = question;
  const only = categories && categoryIds.some((one) => !categories.includes(one)) ? categories : null;
  return (
    <div
      data-question={id}
      data-current={id === current ? '' : undefined}
      data-kind={kind}
      data-required={required ? '' : undefined}
      data-if={showIf?.question}
      data-equals={showIf ? JSON.stringify(showIf.equals) : undefined}
      data-categories={only?.join(' ')}
    >
      <Control {...props} condition={conditionOf(props, only, useView())} />
    </div>
  );
}

/** “Only if …”, “Only for …”; empty for a question that everybody is asked. */
function conditionOf({ question, questions, categories = [] }: AskedProps, only: string[] | null, view: View): string {
  const { t, locale } = view;
  const words: string[] = [];
  if (only) {
    const names = categories.filter(({ id }) => only.includes(id)).map(({ name }) => textIn(name, locale));
    words.push(
      names.length > 0
        ? t('question.onlyFor', { categories: names.join(t('list.separator')) })
        : t('question.onlyForSome'),
    );
  }
  const other = questions.find(({ id }) => id === question.showIf?.question);
  if (question.showIf && other) words.push(onlyIf(other, question.showIf.equals, view));
  return words.join(' ');
}

function onlyIf(other: AskedQuestion, equals: unknown, { t, locale }: View): string {
  const label = textIn(other.label, locale);
  if (other.kind === 'boolean') {
    return equals === true
      ? t('question.onlyIfTicked', { question: label })
      : t('question.onlyIfNot', { question: label });
  }
  return t('question.onlyIf', { question: label, answer: answerWords(other, equals, locale) });
}

/** An answer as people read it. */
export function answerWords({ kind, options }: AskedQuestion, answer: unknown, locale: Locale): string {
  if (kind === 'country') return countryName(locale, String(answer));
  const option = options?.find(({ value }) => value === answer);
  return option ? textIn(option.label, locale) : String(answer);
}

type ControlProps = AskedProps & { condition: string };

function Control(props: ControlProps) {
  const { question } = props;
  const { kind, options } = question;
  if (kind === 'boolean') return <Tick {...props} />;
  if (kind === 'multi_choice') return <Several {...props} />;
  if (kind === 'choice' && (options?.length ?? 0) <= FEW) return <One {...props} />;
  if (kind === 'choice' || kind === 'country') return <Listed {...props} />;
  return kind === 'file' ? <Files {...props} /> : <Typed {...props} />;
}

/** What all fields have in common. Not `required` in HTML as long as a condition may not be met: the script adds that. */
function common(props: ControlProps) {
  const { question, form, explain } = props;
  return { name: answerName(question.id), help: helpOf(props), form, explain };
}

const isAlways = ({ question, condition }: ControlProps) => question.required && condition === '';

function helpOf({ question, condition }: ControlProps): ComponentChildren {
  if (!condition && !hasText(question.help)) return undefined;
  return (
    <>
      {condition && <span data-only>{condition} </span>}
      <Localised text={question.help} />
    </>
  );
}

/** The question itself, for groups and boxes whose field does not say by itself that the answer is optional. */
function Label({ question }: { question: AskedQuestion }) {
  const { t } = useView();
  return (
    <>
      <Localised text={question.label} />
      {!question.required && (
        <>
          {' '}
          <span class="opt">{t('form.optional')}</span>
        </>
      )}
    </>
  );
}

/** A line, a paragraph, a day or a number. */
function Typed(props: ControlProps) {
  const { question, form } = props;
  const { name, ...rest } = common(props);
  const value = valueOf(form, name);
  const required = isAlways(props);
  return (
    <Field name={name} label={<Label question={question} />} {...rest}>
      {(control) => {
        const input = { class: 'input', ...control, value, required };
        if (question.kind === 'long_text') return <textarea rows={4} maxLength={MAX_LONG_TEXT} {...input} />;
        if (question.kind === 'date') return <input type="date" {...input} />;
        if (question.kind === 'number')
          return <input inputMode="decimal" autocomplete="off" maxLength={30} {...input} />;
        return <input maxLength={MAX_TEXT} {...input} />;
      }}
    </Field>
  );
}

/** A long list to choose one from. */
function Listed(props: ControlProps) {
  const { t, locale } = useView();
  const { question, form } = props;
  const { name, ...rest } = common(props);
  const chosen = valueOf(form, name);
  return (
    <Field name={name} label={<Label question={question} />} {...rest}>
      {(control) => (
        <select class="input" {...control} required={isAlways(props)}>
          <option value="">{question.required ? t('question.choose') : t('form.noAnswer')}</option>
          {question.kind === 'country'
            ? countries(locale).map(({ code, name: country }) => (
                <option key={code} value={code} selected={code === chosen}>
                  {country}
                </option>
              ))
            : question.options?.map(({ value, label }) => (
                <option key={value} value={value} selected={value === chosen}>
                  {textIn(label, locale)}
                </option>
              ))}
        </select>
      )}
    </Field>
  );
}

/** One of a few. Where no answer is needed, that is a choice too: a button cannot be let go of. */
function One(props: ControlProps) {
  const { t } = useView();
  const { question, form } = props;
  const { name, ...rest } = common(props);
  const chosen = valueOf(form, name);
  const button = (value: string, text: ComponentChildren) => (
    <label class="choice" key={value}>
      <input type="radio" name={name} value={value} checked={value === chosen} required={isAlways(props)} />
      <span>{text}</span>
    </label>
  );
  return (
    <FieldGroup name={name} label={<Label question={question} />} {...rest}>
      {question.options?.map(({ value, label }) => button(value, <Localised text={label} />))}
      {!question.required && button('', t('form.noAnswer'))}
    </FieldGroup>
  );
}

/** Several of them. */
function Several(props: ControlProps) {
  const { question, form } = props;
  const { name, ...rest } = common(props);
  const chosen = valuesOf(form, name);
  return (
    <FieldGroup name={name} label={<Label question={question} />} {...rest}>
      {question.options?.map(({ value, label }) => (
        <label class="choice" key={value}>
          <input type="checkbox" name={name} value={value} checked={chosen.includes(value)} />
          <span>
            <Localised text={label} />
          </span>
        </label>
      ))}
    </FieldGroup>
  );
}

/** Yes or no: a box to tick. One that needs an answer needs the tick, as a consent does. */
function Tick(props: ControlProps) {
  const { question, form, explain } = props;
  const name = answerName(question.id);
  const id = idOf(name);
  const help = helpOf(props);
  const error = form.errors.find(({ path }) => path === name);
  const described = [help && `${id}-h`, error && `${id}-e`].filter(Boolean).join(' ');
  return (
    <div class="field" data-invalid={error ? '' : undefined}>
      {error && (
        <p class="error" id={`${id}-e`}>
          {explain(error)}
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
          aria-describedby={described || undefined}
          required={isAlways(props)}
        />
        <span>
          <Label question={question} />
        </span>
      </label>
      {help && (
        <p class="help" id={`${id}-h`}>
          {help}
        </p>
      )}
    </div>
  );
}

/** Files: those that came with the form before are kept as long as they stay ticked. */
function Files(props: ControlProps) {
  const { t, locale } = useView();
  const { question, form, files = {} } = props;
  const { name, help, ...rest } = common(props);
  const received = valuesOf(form, name).flatMap((id) => (files[id] ? [{ id, ...files[id] }] : []));
  const limits = t('question.fileHelp', { count: MAX_FILES, size: sizeText(locale, ANSWER_FILE_LIMIT) });
  return (
    <Field
      name={name}
      label={<Label question={question} />}
      help={
        <>
          {help} {limits}
        </>
      }
      {...rest}
    >
      {(control) => (
        <>
          {received.map((file) => (
            <label class="choice" key={file.id}>
              <input type="checkbox" name={name} value={file.id} checked />
              <span>{t('question.keepFile', { name: file.name, size: sizeText(locale, file.size) })}</span>
            </label>
          ))}
          <input
            class="input"
            type="file"
            multiple
            accept={ACCEPTED_EXTENSIONS}
            {...control}
            required={isAlways(props) && received.length === 0}
          />
        </>
      )}
    </Field>
  );
}
