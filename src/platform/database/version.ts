import { StaleVersion } from '../../kernel/domain-error.js';

/** Compares a row's version with what `If-Match` named; undefined means that the caller does not mind. @throws StaleVersion */
export function expectVersion(row: { version: number }, version: number | undefined): void {
  if (version !== undefined && row.version !== version) throw new StaleVersion();
}
