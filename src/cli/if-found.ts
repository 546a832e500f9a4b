import { NotFound } from '../kernel/domain-error.js';

/** What was found, or null where the service says that it does not exist. */
export async function ifFound<T>(search: Promise<T>): Promise<T | null> {
  try {
    return await search;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
