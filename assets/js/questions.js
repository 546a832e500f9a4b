/*
 * Questions with a condition: without this they are shown with the condition in words; with it they come and go. What is not
 * asked is not sent. The server decides in any case.
 */

/** What is answered now; null for nothing, and for a question that is not asked. */
function answerOf(question) {
  if (!question || question.hidden) return null;
  const controls = [...question.querySelectorAll('input, select, textarea')];
  const { kind } = question.dataset;
  if (kind === 'boolean') return controls[0].checked || ('required' in question.dataset ? null : false);
  if (kind === 'multi_choice') return controls.filter(({ checked }) => checked).map(({ value }) => value);
  const control = controls.find(({ type, checked }) => type !== 'radio' || checked);
  const text = control?.value.normalize('NFKC').trim() ?? '';
  if (text === '') return null;
  return kind === 'number' ? Number(text) : text;
}

function isMet(equals, answer) {
  const wanted = typeof equals === 'string' ? equals.normalize('NFKC').trim() : equals;
  const same = (one) => (typeof one === 'string' ? one.normalize('NFKC').trim() : one) === wanted;
  return Array.isArray(answer) ? answer.some(same) : answer !== null && same(answer);
}

/** The chosen category; undefined as long as none is. */
function chosenCategory(form) {
  const controls = [...form.querySelectorAll('[name="category"]')];
  const chosen = controls.find(({ type, checked }) => type !== 'radio' || checked);
  return chosen?.value || undefined;
}

function isAsked(question, form) {
  const { categories, if: other, equals } = question.dataset;
  const category = chosenCategory(form);
  if (categories && category && !categories.split(' ').includes(category)) return false;
  if (!other) return true;
  return isMet(JSON.parse(equals), answerOf(form.querySelector(`[data-question="${other}"]`)));
}

/** Shows what is asked and hides what is not. Each question stands after the one that it looks at. */
export function settle(form) {
  for (const question of form.querySelectorAll('[data-question]')) {
    // In the form builder the question that is being made is seen in any case.
    const isCurrent = 'current' in question.dataset;
    const asked = isCurrent || isAsked(question, form);
    question.hidden = !asked;
    // Of a category that nobody has chosen yet: then the words still say for whom it is.
    const isCertain = !isCurrent && (!question.dataset.categories || chosenCategory(form) !== undefined);
    for (const words of question.querySelectorAll('[data-only]')) words.hidden = isCertain;
    const { kind } = question.dataset;
    const isRequired = 'required' in question.dataset && isCertain && kind !== 'multi_choice';
    const hasFile = question.querySelector('[type="checkbox"]:checked') !== null;
    for (const control of question.querySelectorAll('input, select, textarea')) {
      control.disabled = !asked;
      if (kind === 'file' && control.type === 'checkbox') continue;
      control.required = isRequired && !(kind === 'file' && hasFile);
    }
  }
}

const forms = [...document.querySelectorAll('form, [data-questions]')].filter((form) =>
  form.querySelector('[data-question]'),
);

for (const form of forms) {
  settle(form);
  form.addEventListener('change', () => settle(form));
  form.addEventListener('input', () => settle(form));
}

// Browsers put back what was typed after the script has run.
addEventListener('pageshow', () => {
  for (const form of forms) settle(form);
});
