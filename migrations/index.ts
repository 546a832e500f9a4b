import { FirstTables1790000000000 } from './1790000000000-first-tables.js';

/** Every schema change, oldest first. A migration that has been released is never edited. */
export const MIGRATIONS = [FirstTables1790000000000];
