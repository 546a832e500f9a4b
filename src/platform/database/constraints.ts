import { type DomainError } from '../../kernel/domain-error.js';
import { brokenConstraintOf } from './database.js';

/** Turns a broken constraint of the database into the domain's own error; the constraint is what holds under parallel requests. */
export async function translateConstraints<T>(work: Promise<T>, errors: Record<string, () => DomainError>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const translate = errors[brokenConstraintOf(error) ?? ''];
    throw translate ? translate() : error;
  }
}
