import { type AskedQuestion, QUESTION_KINDS } from '../../../features/registration/index.js';
import { type Locale, LOCALES, type LocalisedText, textIn } from '../../../kernel/locale.js';
import { Checkbox, Field, TextField, valueOf } from '../../layout/form.js';
import { Localised } from '../../layout/localised.js';
import { languageName } from '../../layout/shell.js';
import { useView } from '../../layout/view-context.js';
import { LocalisedField, Rows } from '../forms/fields.js';
import { Boxes, type Common } from '../parts/fields.js';
import { conditionValue, KIND_TEXTS } from './question-form.js';

export interface QuestionFormFieldsProps extends Common {
  languages: readonly Locale[];
  categories: readonly { id: string; name: LocalisedText }[];
  /** Those that stand before this one: it may be asked only after an answer to one of them. */
  earlier: readonly AskedQuestion[];
  /** People have answered: its kind stays. */
  isAnswered: boolean;
}

/** What a question is; see `question-form.ts` for the fields. */
export function QuestionFormFields({ languages, categories, earlier, isAnswered, ...common }: QuestionFormFieldsProps) {
  const { t } = useView();
  return (
    <>
      <LocalisedField
        name="label"
        label={t('questions.label')}
        help={t('questions.labelHelp')}
        languages={languages}
        maxLength={500}
        required
        {...common}
      />
      <KindField isAnswered={isAnswered} {...common} />
      <OptionRows languages={languages} {...common} />
      <Checkbox name="required" {...common}>
        {t('questions.required')} <span class="help">{t('questions.requiredHelp')}</span>
      </Checkbox>
      <LocalisedField
        name="help"
        label={t('questions.help')}
        help={t('questions.helpHelp')}
        languages={languages}
        multiline
        maxLength={2000}
        {...common}
      />
      {earlier.length > 0 && <ConditionField earlier={earlier} {...common} />}
      {categories.length > 1 && (
        <Boxes
          name="categories"
          label={t('questions.categories')}
          help={t('questions.categoriesHelp')}
          options={categories.map(({ id, name }) => ({ value: id, text: <Localised text={name} /> }))}
          {...common}
        />
      )}
      <TextField
        name="eraseAfter"
        label={t('questions.eraseAfter')}
        help={t('questions.eraseAfterHelp')}
        optional
        verbatim
        maxLength={20}
        {...common}
      />
    </>
  );
}

function KindField({ isAnswered, ...common }: Common & { isAnswered: boolean }) {
  const { t } = useView();
  const chosen = valueOf(common.form, 'kind', 'text');
  return (
    <Field name="kind" label={t('questions.kind')} help={isAnswered ? t('questions.kindStays') : undefined} {...common}>
      {(control) => (
        <select class="input" {...control}>
          {QUESTION_KINDS.filter((kind) => !isAnswered || kind === chosen).map((kind) => (
            <option key={kind} value={kind} selected={kind === chosen}>
              {t(KIND_TEXTS[kind])}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** The answers to choose from. The script hides them for questions that have none. */
function OptionRows({ languages, ...common }: Common & { languages: readonly Locale[] }) {
  const { t } = useView();
  const { form } = common;
  const shown = [...languages, ...LOCALES.filter((one) => !languages.includes(one) && isWrittenIn(form.values, one))];
  return (
    <div data-options>
      <Rows
        name="options"
        label={t('questions.options')}
        help={t('questions.optionsHelp')}
        add={t('questions.addOption')}
        {...common}
      >
        {(index) => (
          <div class="langs">
            {shown.map((locale) => (
              <div key={locale}>
                <label class="small" for={`f-options-${index}-${locale}`} lang={locale}>
                  {`${index + 1} · ${languageName(locale)}`}
                </label>
                <input
                  class="input"
                  id={`f-options-${index}-${locale}`}
                  name={`options.${index}.${locale}`}
                  lang={locale}
                  maxLength={200}
                  value={valueOf(form, `options.${index}.${locale}`)}
                />
              </div>
            ))}
            <input type="hidden" name={`options.${index}.value`} value={valueOf(form, `options.${index}.value`)} />
          </div>
        )}
      </Rows>
    </div>
  );
}

function isWrittenIn(values: Common['form']['values'], locale: Locale): boolean {
  return Object.entries(values).some(
    ([name, value]) => /^options\.\d+\./.test(name) && name.endsWith(`.${locale}`) && Boolean(value),
  );
}

/** The answer after which it is asked, out of all that can be chosen before it. */
function ConditionField({ earlier, ...common }: Common & { earlier: readonly AskedQuestion[] }) {
  const { t, locale } = useView();
  const { form } = common;
  const chosen = valueOf(form, 'showIf');
  const askable = earlier.filter(({ kind }) => kind !== 'file');
  const groups = askable.map((question) => ({
    question,
    answers: answersTo(question, t('questions.ticked'), t('questions.notTicked'), locale),
  }));
  const isTyped = groups.some(({ answers }) => answers.length === 0);
  const isKnown =
    chosen === '' ||
    groups.some(
      ({ question, answers }) =>
        answers.some(({ equals }) => conditionValue(question.id, equals) === chosen) || chosen === `${question.id}=`,
    );
  return (
    <>
      <Field name="showIf" label={t('questions.showIf')} help={t('questions.showIfHelp')} {...common}>
        {(control) => (
          <select class="input" {...control}>
            <option value="">{t('questions.always')}</option>
            {!isKnown && (
              <option value={chosen} selected>
                {chosenWords(chosen, earlier, locale)}
              </option>
            )}
            {groups.map(({ question, answers }) => (
              <optgroup key={question.id} label={textIn(question.label, locale)}>
                {answers.map(({ equals, text }) => {
                  const value = conditionValue(question.id, equals);
                  return (
                    <option key={value} value={value} selected={value === chosen}>
                      {text}
                    </option>
                  );
                })}
                {answers.length === 0 && (
                  <option value={`${question.id}=`} selected={chosen === `${question.id}=`}>
                    {t('questions.typedAnswer')}
                  </option>
                )}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      {isTyped && (
        <div data-typed-answer>
          <TextField
            name="showIf.answer"
            label={t('questions.showIfAnswer')}
            help={t('questions.showIfAnswerHelp')}
            optional
            maxLength={500}
            {...common}
          />
        </div>
      )}
    </>
  );
}

/** What can be answered by choosing; nothing where people type. */
function answersTo({ kind, options }: AskedQuestion, ticked: string, notTicked: string, locale: Locale) {
  if (kind === 'boolean') {
    return [
      { equals: true, text: ticked },
      { equals: false, text: notTicked },
    ];
  }
  return (options ?? []).map(({ value, label }) => ({ equals: value, text: textIn(label, locale) }));
}

/** A stored condition on something that is typed: `“Country” = CN`. */
function chosenWords(chosen: string, earlier: readonly AskedQuestion[], locale: Locale): string {
  const [id = '', equals = ''] = [chosen.slice(0, chosen.indexOf('=')), chosen.slice(chosen.indexOf('=') + 1)];
  const question = earlier.find((one) => one.id === id);
  return `${question ? textIn(question.label, locale) : id} = ${equals.replace(/^"|"$/g, '')}`;
}
