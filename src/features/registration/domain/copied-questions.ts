import { type AskedQuestion } from './question.js';

type Copied = Pick<AskedQuestion, 'id' | 'showIf' | 'categories'>;

/**
 * Questions for a clone of their edition: new ids, and whatever they name by id is that of the clone. Without categories there, a
 * question of some categories is asked in all that will be made.
 * @param ids as many new ones
 * @param categories each category of the source that was copied, and its copy
 */
export function copiedQuestions<T extends Copied>(
  questions: readonly T[],
  ids: readonly string[],
  categories: ReadonlyMap<string, string>,
): T[] {
  const copies = new Map(questions.map(({ id }, index) => [id, ids[index]!]));
  return questions.map((question) => {
    const other = question.showIf && copies.get(question.showIf.question);
    return {
      ...question,
      id: copies.get(question.id)!,
      showIf: question.showIf && other ? { ...question.showIf, question: other } : null,
      categories: copiedCategories(question.categories, categories),
    };
  });
}

function copiedCategories(named: readonly string[] | null, copies: ReadonlyMap<string, string>): string[] | null {
  if (named === null || copies.size === 0) return null;
  return named.map((id) => copies.get(id)).filter((id) => id !== undefined);
}
