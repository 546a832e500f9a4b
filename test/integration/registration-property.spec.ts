import { AccountsService } from '../../src/features/accounts/index.js';
import {
  CategoriesService,
  DecisionsService,
  PoolsService,
  RegistrationService,
} from '../../src/features/registration/index.js';
import { type Actor } from '../../src/kernel/actor.js';
import { DomainError } from '../../src/kernel/domain-error.js';
import { aCategory, anEdition } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aForm, VISITOR } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

/*
 * Whatever people and organisers do, in whatever order and however many at once: two processes on one database, sixteen at work
 * together. Triggers of the test write down what each transaction has done, in the order in which the transactions had the lock;
 * a small model of its own then replays that, transaction by transaction.
 */

const SEEDS = (process.env['PROPERTY_SEEDS'] ?? '1,2,3').split(',').map(Number);
const STEPS = 2_000;
const AT_ONCE = 16;

/** What may come of a step, besides success. Everything else is a fault. */
const EXPECTED = new Set([
  ...['AlreadyCancelled', 'AlreadyRegistered', 'OthersFirst', 'QuotaFull', 'RegistrationClosed', 'SoldOut'],
  ...['TooLateToUndo', 'WrongStatus', 'InvalidInput'],
]);

const HOLDS = ['confirmed', 'offered'];

/** Mulberry32: the same sequence for the same seed, everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WATCH = `
  CREATE TABLE watched (id bigserial PRIMARY KEY, tx bigint NOT NULL DEFAULT txid_current(), what text, row_id uuid,
    edition_id uuid, before jsonb, after jsonb);
  CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    -- Some writes of a row concern no place, and may come at any time.
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'registration' AND to_jsonb(OLD) - '{offer_expires_at,version}'::text[]
      = to_jsonb(NEW) - '{offer_expires_at,version}'::text[] THEN
      RETURN NULL;
    END IF;
    INSERT INTO watched (what, row_id, edition_id, before, after)
    VALUES (TG_TABLE_NAME, CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END,
      (SELECT edition_id FROM category WHERE id::text = CASE TG_TABLE_NAME WHEN 'category_quota' THEN
        CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END ->> 'category_id' END),
      CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END, CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END);
    RETURN NULL;
  END $$;
  CREATE TRIGGER watch AFTER INSERT OR UPDATE ON registration FOR EACH ROW EXECUTE FUNCTION watch();
  CREATE TRIGGER watch AFTER INSERT OR UPDATE ON category FOR EACH ROW EXECUTE FUNCTION watch();
  CREATE TRIGGER watch AFTER INSERT OR UPDATE ON place_pool FOR EACH ROW EXECUTE FUNCTION watch();
  CREATE TRIGGER watch AFTER INSERT OR UPDATE OR DELETE ON category_quota FOR EACH ROW EXECUTE FUNCTION watch()`;

interface Row {
  id: string;
  status: string;
  category_id: string;
  institution_id: string | null;
  sequence: number;
  capacity: number | null;
  quota_default: number | null;
  taken: number;
  pool_id: string | null;
  edition_id: string;
}

interface Watched {
  tx: string;
  what: 'registration' | 'category' | 'place_pool' | 'category_quota';
  row_id: string;
  before: Row | null;
  /** Null: it was removed. */
  after: Row | null;
}

/** What the rows say, without any counter. */
class Model {
  readonly registrations = new Map<string, Row>();
  readonly limits = {
    category: new Map<string, Row>(),
    place_pool: new Map<string, Row>(),
    category_quota: new Map<string, Row>(),
  };

  apply({ what, row_id, after }: Watched): void {
    if (after === null) this.limits.category_quota.delete(row_id);
    else if (what === 'registration') this.registrations.set(after.id, after);
    else this.limits[what].set(after.id, after);
  }

  /** Everybody who has a place, but for `without`. */
  private placed(without: string | null): Row[] {
    return [...this.registrations.values()].filter(({ id, status }) => HOLDS.includes(status) && id !== without);
  }

  waiting(): Row[] {
    return [...this.registrations.values()].filter(({ status }) => status === 'waitlisted');
  }

  fits(who: Row, without: string | null): boolean {
    const placed = this.placed(without);
    const category = this.limits.category.get(who.category_id)!;
    const count = (isOne: (row: Row) => boolean) => placed.filter(isOne).length;
    const inCategory = count((row) => row.category_id === category.id);
    const pool = category.pool_id === null ? undefined : this.limits.place_pool.get(category.pool_id);
    const inPool = count((row) => this.limits.category.get(row.category_id)?.pool_id === category.pool_id);
    const quota = [...this.limits.category_quota.values()].find(
      (one) => one.category_id === who.category_id && one.institution_id === who.institution_id,
    );
    const inQuota = count((row) => row.category_id === category.id && row.institution_id === who.institution_id);
    return (
      (category.capacity === null || inCategory < category.capacity) &&
      (pool === undefined || inPool < pool.capacity!) &&
      (quota === undefined ? category.quota_default !== 0 : quota.capacity === null || inQuota < quota.capacity)
    );
  }
}

/** Replays what happened. @returns what should not have */
function faultsOf(watched: readonly Watched[]): string[] {
  const model = new Model();
  const faults: string[] = [];
  for (let start = 0; start < watched.length;) {
    const tx = watched[start]!.tx;
    let end = start;
    while (end < watched.length && watched[end]!.tx === tx) end++;
    const done = watched.slice(start, end);
    start = end;
    for (const one of done) {
      model.apply(one);
      const { what, row_id, before, after } = one;
      if (what === 'registration' || !before || !after || before.capacity !== after.capacity) continue;
      if (after.capacity !== null && after.taken > before.taken && after.taken > after.capacity)
        faults.push(`${tx}: ${what} ${row_id} oversold: ${after.taken} of ${after.capacity}`);
    }
    const waiting = model.waiting();
    for (const waiter of waiting) {
      if (model.fits(waiter, null)) faults.push(`${tx}: ${waiter.id} waits although there is a place`);
    }
    const newlyPlaced = done.flatMap(({ what, before, after }) =>
      what === 'registration' && after && HOLDS.includes(after.status) && !HOLDS.includes(before?.status ?? '')
        ? [after]
        : [],
    );
    for (const after of newlyPlaced) {
      const overtaken = waiting.find((waiter) => waiter.sequence < after.sequence && model.fits(waiter, after.id));
      if (overtaken) faults.push(`${tx}: ${after.id} has overtaken ${overtaken.id}`);
    }
  }
  return faults;
}

describe('places, whatever happens', () => {
  let applications: TestApplication[];
  let organiser: Actor;
  beforeAll(async () => {
    const first = await startTestApplication();
    applications = [first, await startTestApplication({ beside: first })];
    await first.sql(WATCH);
    organiser = (await first.get(AccountsService).actorOfToken(first.adminToken))!.actor;
  });
  afterAll(async () => {
    for (const application of applications.reverse()) await application.stop();
  });

  it.each(SEEDS)(`${STEPS} steps, ${AT_ONCE} at once, seed %i`, async (seed) => {
    const random = randomFrom(seed);
    const below = (count: number) => Math.floor(random() * count);
    const oneOf = <T>(list: readonly T[]): T => list[below(list.length)]!;
    const [application] = applications as [TestApplication, TestApplication];
    const sql = <T>(statement: string, parameters: unknown[]) => application.sql<T>(statement, parameters);

    const institutions: string[] = [];
    for (let index = 0; index < 3; index++) institutions.push(await anInstitution(application));
    const edition = await anEdition(application, {
      category: { capacity: 8, waitingList: true },
      stream: null,
      rule: null,
    });
    const pool = await application.get(PoolsService).create(TESTER, edition.key, { name: 'Hall', capacity: 9 });
    const categories = [
      edition.category,
      await aCategory(application, edition.key, { capacity: 6, waitingList: true, pool }),
      await aCategory(application, edition.key, {
        ...{ waitingList: true, pool, quotaDefault: 3 },
        quotas: [{ institution: institutions[0]!, capacity: 2 }],
      }),
      await aCategory(application, edition.key, { capacity: 4, waitingList: true, approval: true, offerHours: 24 }),
      await aCategory(application, edition.key, { capacity: 3 }),
    ];

    /** A random registration in one of these statuses, as it stands now: it may have moved on when the step is done. */
    const some = async (...statuses: string[]): Promise<string | null> => {
      const rows = await sql<{ id: string }>(
        'SELECT id FROM registration WHERE edition_id = $1 AND status = ANY ($2) ORDER BY id',
        [edition.id, statuses],
      );
      return rows.length === 0 ? null : oneOf(rows).id;
    };
    type Step = (process: TestApplication) => Promise<unknown>;
    const withSome = (statuses: string[], act: (process: TestApplication, id: string) => Promise<unknown>): Step => {
      return async (process) => {
        const id = await some(...statuses);
        return id === null ? undefined : act(process, id);
      };
    };
    const register: Step = (process) =>
      process
        .get(RegistrationService)
        .register(
          VISITOR,
          edition.key,
          aForm(
            { category: oneOf(categories) },
            { email: `p${below(400)}@example.org`, institution: oneOf([...institutions, null]) },
          ),
          null,
        );
    const cancel = withSome(['confirmed', 'offered', 'waitlisted', 'pending'], (process, id) =>
      process.get(RegistrationService).cancel(TESTER, id),
    );
    const steps: Step[] = [
      ...[register, register, register, register, register, cancel, cancel, cancel],
      withSome(['cancelled'], (process, id) => process.get(RegistrationService).undoCancel(TESTER, id)),
      withSome(['pending', 'declined'], (process, id) => process.get(DecisionsService).approve(organiser, id)),
      withSome(['pending', 'declined'], (process, id) => process.get(DecisionsService).approve(organiser, id)),
      withSome(['pending', 'waitlisted', 'offered'], (process, id) =>
        process.get(DecisionsService).decline(organiser, id, { message: 'Not this year.' }),
      ),
      withSome(['waitlisted'], (process, id) => process.get(DecisionsService).promote(organiser, id)),
      withSome(['offered'], (process, id) => process.get(DecisionsService).accept(TESTER, id)),
      withSome(['confirmed', 'offered', 'waitlisted', 'pending'], (process, id) =>
        process.get(RegistrationService).changeCategory(TESTER, id, oneOf(categories)),
      ),
      withSome(['confirmed', 'waitlisted'], (process, id) =>
        process.get(RegistrationService).update(TESTER, id, { institution: oneOf([...institutions, null]) }),
      ),
      async (process) => {
        await sql(
          `UPDATE registration SET offer_expires_at = now() - interval '1 hour'
           WHERE id = (SELECT id FROM registration WHERE edition_id = $1 AND status = 'offered' ORDER BY id LIMIT 1)
             AND status = 'offered'`,
          [edition.id],
        );
        await process.get(DecisionsService).lapse();
      },
      (process) =>
        process
          .get(CategoriesService)
          .update(TESTER, edition.key, oneOf(categories), { capacity: oneOf([null, 0, 2, 4, 6, 8, 12]) }),
      (process) => process.get(PoolsService).update(TESTER, edition.key, pool, { capacity: 4 + below(10) }),
      (process) =>
        process.get(CategoriesService).update(TESTER, edition.key, categories[2]!, {
          quotas: institutions.slice(0, below(4)).map((institution) => ({ institution, capacity: below(4) })),
          quotaDefault: oneOf([null, 0, 1, 3]),
        }),
    ];

    let left = STEPS;
    let done = 0;
    const worker = async (process: TestApplication) => {
      while (left-- > 0) {
        try {
          await oneOf(steps)(process);
          done++;
        } catch (error) {
          if (!(error instanceof DomainError) || !EXPECTED.has(error.name)) throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => worker(applications[index % 2]!)));
    expect(done).toBeGreaterThan(STEPS / 3);

    expect(
      await sql(
        `SELECT 'category' AS what, c.id FROM category c WHERE c.edition_id = $1 AND (
           c.taken <> (SELECT count(*) FROM registration WHERE category_id = c.id AND status IN ('confirmed', 'offered')) OR
           c.waiting <> (SELECT count(*) FROM registration WHERE category_id = c.id AND status = 'waitlisted') OR
           c.overhang <> greatest(0, c.taken - coalesce(c.capacity, c.taken)))
         UNION ALL
         SELECT 'pool', p.id FROM place_pool p WHERE p.edition_id = $1 AND p.taken <> (SELECT count(*) FROM registration r
           JOIN category c ON c.id = r.category_id WHERE c.pool_id = p.id AND r.status IN ('confirmed', 'offered'))
         UNION ALL
         SELECT 'quota', q.id FROM category_quota q JOIN category c ON c.id = q.category_id WHERE c.edition_id = $1
           AND q.taken <> (SELECT count(*) FROM registration r WHERE r.category_id = q.category_id
             AND r.institution_id = q.institution_id AND r.status IN ('confirmed', 'offered'))`,
        [edition.id],
      ),
    ).toEqual([]);

    const watched = await sql<Watched>(
      `SELECT tx, what, row_id, before, after FROM watched
       WHERE coalesce(edition_id, (after->>'edition_id')::uuid) = $1 ORDER BY id`,
      [edition.id],
    );
    expect(faultsOf(watched)).toEqual([]);

    // One mail for every change of state, and none without one.
    expect(
      await sql(
        `WITH moved AS (
           SELECT row_id AS id, count(*) AS moves FROM watched
           WHERE what = 'registration' AND (after->>'edition_id')::uuid = $1 AND (before IS NULL
             OR before->>'status' <> after->>'status' OR before->>'category_id' <> after->>'category_id') GROUP BY 1),
         mailed AS (
           SELECT registration_id AS id, count(*) AS mails FROM delivery
           WHERE edition_id = $1 AND occasion NOT LIKE 'link:%' GROUP BY 1)
         SELECT id, moves, mails FROM moved FULL JOIN mailed USING (id) WHERE moves IS DISTINCT FROM mails`,
        [edition.id],
      ),
    ).toEqual([]);
  });
});
