import { FirstTables1790000000000 } from './1790000000000-first-tables.js';
import { People1790000001000 } from './1790000001000-people.js';
import { LivingArchive1790000002000 } from './1790000002000-living-archive.js';
import { Search1790000003000 } from './1790000003000-search.js';
import { RegistrationDesk1790000004000 } from './1790000004000-registration-desk.js';
import { Programme1790000005000 } from './1790000005000-programme.js';

/** Every schema change, oldest first. A migration that has been released is never edited. */
export const MIGRATIONS = [
  FirstTables1790000000000,
  People1790000001000,
  LivingArchive1790000002000,
  Search1790000003000,
  RegistrationDesk1790000004000,
  Programme1790000005000,
];
