/** What somebody may do with their own registration: see all of it, have it erased, get a lost link, a ticket, a badge. */
import { text } from 'node:stream/consumers';
import {
  AlreadyRegistered,
  BadgesService,
  DeadLink,
  DecisionsService,
  ErasureService,
  HolderDataQueries,
  InvitationsService,
  InviteInput,
  LostLinkService,
  RegisterInput,
  RegistrationQueries,
  RegistrationService,
  Tickets,
  TooLateToUndo,
  TooManyBadges,
  TooManyLinkRequests,
} from '../../src/features/registration/index.js';
import { EditionQueries } from '../../src/features/editions/index.js';
import { MailsOfPerson } from '../../src/features/messaging/index.js';
import { type Actor } from '../../src/kernel/actor.js';
import { NotFound } from '../../src/kernel/domain-error.js';
import { FileStore } from '../../src/platform/files/file-store.js';
import { TaskRunner } from '../../src/platform/tasks/task-runner.js';
import { Tasks } from '../../src/platform/tasks/tasks.js';
import { Database } from '../../src/platform/database/database.js';
import { LinkTokens } from '../../src/platform/security/tokens.js';
import { aCategory, anEdition, type BuiltEdition } from '../factories/edition.js';
import { aForm, aRegistration, VISITOR } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

let application: TestApplication;
let registrations: RegistrationService;
let erasure: ErasureService;

beforeAll(async () => {
  application = await startTestApplication();
  registrations = application.get(RegistrationService);
  erasure = application.get(ErasureService);
});
afterAll(() => application.stop());
afterEach(() => application.setNow(null));

const holderOf = (id: string): Actor => ({ kind: 'holder', registrationId: id, ip: '198.51.100.77' });
const rowOf = async (id: string) =>
  (await application.sql<Record<string, unknown>>('SELECT * FROM registration WHERE id = $1', [id]))[0]!;

/** Every place in the database where one of these words stands, in text, JSON, lists or bytes. */
async function placesOf(words: readonly string[]): Promise<string[]> {
  const columns = await application.sql<{ table: string; column: string; type: string }>(
    `SELECT format('%I.%I', c.table_schema, c.table_name) AS "table", format('%I', c.column_name) AS "column", c.data_type AS type
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema NOT IN ('pg_catalog', 'information_schema') AND t.table_type = 'BASE TABLE'
       AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'ARRAY', 'bytea', 'tsvector')`,
  );
  const found: string[] = [];
  for (const { table, column, type } of columns) {
    const content = type === 'bytea' ? `encode(${column}, 'escape')` : `${column}::text`;
    const rows = await application.sql<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table} WHERE lower(${content}) LIKE ANY ($1::text[])`,
      [words.map((word) => `%${word.toLowerCase()}%`)],
    );
    if (rows[0]!.count > 0) found.push(`${table}.${column}`);
  }
  return found;
}

/** Somebody about whom there is as much as there can be. */
const WORDS = [
  'Quillfeather',
  'zebedee.quill',
  '齐别迪',
  'Ward-Nine-Plover',
  'coeliac-answer',
  'curriculum-zebedee',
  'note-of-a-reviewer',
  'message-to-the-person',
  'kind-words-of-invitation',
];

async function somebody(edition: BuiltEdition) {
  const { body: diet } = await application.asAdmin('POST', `/editions/${edition.key}/questions`, {
    label: 'Diet',
    kind: 'text',
  });
  const { body: cv } = await application.asAdmin('POST', `/editions/${edition.key}/questions`, {
    label: { en: 'Curriculum', 'zh-Hans': '简历' },
    kind: 'file',
  });
  const form = new FormData();
  form.set('file', new Blob(['A plain text.'], { type: 'text/plain' }), 'curriculum-zebedee.txt');
  const received = await fetch(`${application.url}/api/v1/editions/${edition.key}/answer-files?question=${cv.id}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${application.adminToken}` },
    body: form,
  });
  const { id: file } = (await received.json()) as { id: string };
  expect(received.status).toBe(201);
  await application.get(InvitationsService).invite(
    TESTER,
    edition.key,
    InviteInput.parse({
      category: edition.category,
      email: 'Zebedee.Quill@example.org',
      name: 'Zebedee Quillfeather',
      message: 'kind-words-of-invitation',
    }),
  );
  const admitted = await registrations.register(
    VISITOR,
    edition.key,
    RegisterInput.parse({
      category: edition.category,
      email: 'Zebedee.Quill@example.org',
      name: 'Zebedee Quillfeather',
      nativeName: '齐别迪',
      affiliation: 'Ward-Nine-Plover',
      country: 'NL',
      timeZone: 'Europe/Amsterdam',
      locale: 'en',
      consent: true,
      answers: { [diet.id]: 'coeliac-answer', [cv.id]: [file] },
    }),
    null,
  );
  return { ...admitted, diet: diet.id, cv: cv.id, file };
}

describe('erasure', () => {
  it('leaves nothing of the person anywhere, and everything that names nobody', async () => {
    const edition = await anEdition(application, { category: { capacity: 1, waitingList: true } });
    const { id, reference, file } = await somebody(edition);
    const waiting = await aRegistration(application, edition);
    await registrations.update(TESTER, id, { name: 'Zebedee B. Quillfeather', affiliation: 'Ward-Nine-Plover West' });
    await application.sql(
      `INSERT INTO registration_review (id, registration_id, account_id, verdict, note, reviewed_at)
       SELECT new_id(), $1, id, 'approve', 'note-of-a-reviewer', now() FROM account LIMIT 1`,
      [id],
    );
    await application.sql(`UPDATE registration SET status_note = 'message-to-the-person' WHERE id = $1`, [id]);
    await application.sql(
      `UPDATE delivery SET state = 'failed', response = '550 <zebedee.quill@example.org> unknown',
         reason = '550 5.1.1 zebedee.quill@example.org' WHERE registration_id = $1 AND kind = 'confirmation'`,
      [id],
    );
    await application.sql(
      `INSERT INTO caught_mail (id, envelope_from, envelope_to, subject, sender, recipient, size, raw)
       VALUES (new_id(), 'a@b.example', '{Zebedee.Quill@example.org}', 'For Quillfeather', 'a@b.example',
         'Zebedee.Quill@example.org', 4, 'To: zebedee.quill@example.org')`,
    );
    const before = await placesOf(WORDS);
    expect(before).toEqual(
      expect.arrayContaining([
        'public.registration.name',
        'public.registration.email_key',
        'public.registration.answers',
        'public.registration_review.note',
        'public.invitation.email',
        'public.delivery.response',
        'public.answer_file.name',
        'public.audit_entry.after',
        'public.caught_mail.raw',
      ]),
    );
    const manage = application.get(LinkTokens).sign('manage', id, 1);

    await erasure.erase(holderOf(id), id);

    expect(await placesOf([...WORDS, '198.51.100.77'])).toEqual([]);
    expect(await rowOf(id)).toMatchObject({
      reference,
      status: 'cancelled',
      category_id: edition.category,
      country: null,
      time_zone: null,
      answers: {},
      link_version: 2,
      cancelled_from: null,
    });
    expect((await rowOf(id))['erased_at']).not.toBeNull();
    await expect(application.get(FileStore).read(file)).rejects.toBeInstanceOf(NotFound);
    await expect(application.get(RegistrationQueries).byToken('manage', manage)).rejects.toBeInstanceOf(DeadLink);
    // Whoever waited has the place, and no mail is left to send to nobody.
    expect((await rowOf(waiting.id))['status']).toBe('confirmed');
    expect(
      await application.sql(`SELECT 1 FROM delivery WHERE registration_id = $1 AND state = 'planned'`, [id]),
    ).toEqual([]);
    const trail = await application.sql<{ action: string; after: object | null }>(
      `SELECT action, after FROM audit_entry WHERE object_id = $1 ORDER BY id`,
      [id],
    );
    expect(trail.map(({ action }) => action)).toEqual([
      'registration.register',
      'registration.update',
      'registration.erase',
    ]);
    expect(trail[2]!.after).toEqual({ status: 'cancelled' });
  });

  it('lets the same person register again, and nobody undo it', async () => {
    const edition = await anEdition(application);
    const form = aForm(edition);
    const { id } = await registrations.register(VISITOR, edition.key, form, null);
    await expect(registrations.register(VISITOR, edition.key, form, null)).rejects.toBeInstanceOf(AlreadyRegistered);
    await erasure.erase(TESTER, id);
    await erasure.erase(TESTER, id);
    await expect(registrations.undoCancel(TESTER, id)).rejects.toBeInstanceOf(TooLateToUndo);
    await expect(registrations.register(VISITOR, edition.key, form, null)).resolves.toMatchObject({
      status: 'confirmed',
    });
  });

  it('is for the holder and for organisers, and for one registration only', async () => {
    const edition = await anEdition(application);
    const [mine, other] = [await aRegistration(application, edition), await aRegistration(application, edition)];
    await expect(erasure.erase(holderOf(mine.id), other.id)).rejects.toBeInstanceOf(NotFound);
    await expect(erasure.erase(VISITOR, mine.id)).rejects.toMatchObject({ kind: 'unauthenticated' });
    await erasure.erase(holderOf(mine.id), mine.id);
    expect(await rowOf(other.id)).toMatchObject({ status: 'confirmed', erased_at: null });
  });

  it('changes nothing in the trail of anybody else, nor what was done', async () => {
    const edition = await anEdition(application);
    const other = await aRegistration(application, edition);
    const { id } = await aRegistration(application, edition);
    const of = (object: string) =>
      application.sql('SELECT * FROM audit_entry WHERE object_id = $1 ORDER BY id', [object]);
    const [before, own] = [await of(other.id), await of(id)];
    await erasure.erase(holderOf(id), id);
    expect(await of(other.id)).toEqual(before);
    const strip = (entry: Record<string, unknown>) => [entry['id'], entry['at'], entry['action'], entry['actor_kind']];
    expect((await of(id)).slice(0, own.length).map((entry) => strip(entry as never))).toEqual(
      own.map((entry) => strip(entry as never)),
    );
    await expect(application.sql(`UPDATE audit_entry SET ip = NULL WHERE object_id = $1`, [id])).rejects.toThrow(
      'never changed',
    );
  });
});

describe('all data', () => {
  it('has everything that is kept, in words and as it is kept', async () => {
    const edition = await anEdition(application);
    const { id, diet, cv, file, reference } = await somebody(edition);
    await application.sql(
      `INSERT INTO check_in_scan (id, edition_id, registration_id, nonce, kind, outcome, device, scanned_at, received_at)
       VALUES (new_id(), $1, $2, 'nonce', 'in', 'checked_in', 'Door', now(), now())`,
      [edition.id, id],
    );
    const data = await application.get(HolderDataQueries).of(holderOf(id), id);
    expect(data.registration).toMatchObject({
      reference,
      email: 'Zebedee.Quill@example.org',
      nativeName: '齐别迪',
      country: 'NL',
      status: 'confirmed',
      category: { name: 'Online', attendance: 'online' },
      source: 'form',
    });
    expect(data.answers).toEqual([
      { question: diet, asked: 'Diet', kind: 'text', answer: 'coeliac-answer', value: 'coeliac-answer' },
      { question: cv, asked: 'Curriculum', kind: 'file', answer: 'curriculum-zebedee.txt', value: [file] },
    ]);
    expect(data.files).toMatchObject([
      { id: file, name: 'curriculum-zebedee.txt', mediaType: 'text/plain; charset=utf-8' },
    ]);
    expect(data.checkIns).toMatchObject([{ kind: 'in', outcome: 'checked_in' }]);
    expect(data.invitations).toMatchObject([{ kind: 'person', message: 'kind-words-of-invitation' }]);
    const mails = await application.get(MailsOfPerson).of(holderOf(id), id);
    expect(mails.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['confirmation']));
    await expect(application.get(HolderDataQueries).of(holderOf('x'), id)).rejects.toBeInstanceOf(NotFound);
    await expect(application.get(MailsOfPerson).of(VISITOR, id)).rejects.toMatchObject({ kind: 'unauthenticated' });
  });
});

describe('a lost link', () => {
  const asking = (ip: string): Actor => ({ kind: 'anonymous', ip });
  const planned = async (edition: BuiltEdition) =>
    (
      await application.sql<{ registration: string }>(
        `SELECT registration_id AS registration FROM delivery WHERE edition_id = $1 AND occasion LIKE 'link:%'`,
        [edition.id],
      )
    ).map(({ registration }) => registration);

  it('goes to whoever has registered and has not cancelled, at most once an hour', async () => {
    const links = application.get(LostLinkService);
    const edition = await anEdition(application, { category: { capacity: 1, waitingList: true } });
    const one = await aRegistration(application, edition, { email: 'one@example.org' });
    const two = await aRegistration(application, edition, { email: 'two@example.org' });
    const gone = await aRegistration(application, edition, { email: 'gone@example.org' });
    await registrations.cancel(TESTER, gone.id);
    for (const email of [
      'One@Example.org',
      'one@example.org',
      'two@example.org',
      'gone@example.org',
      'nobody@example.org',
    ])
      await links.ask(asking('192.0.2.50'), edition, { email });
    expect((await planned(edition)).sort()).toEqual([one.id, two.id].sort());
  });

  it('takes as long for a known address as for an unknown one', async () => {
    const links = application.get(LostLinkService);
    const edition = await anEdition(application);
    await aRegistration(application, edition, { email: 'known@example.org' });
    const quickest = { known: Infinity, unknown: Infinity };
    for (let round = 0; round < 3; round++) {
      for (const who of ['known', 'unknown'] as const) {
        const start = performance.now();
        await links.ask(asking('192.0.2.51'), edition, { email: `${who}@example.org` });
        quickest[who] = Math.min(quickest[who], performance.now() - start);
      }
    }
    expect(Math.min(quickest.known, quickest.unknown)).toBeGreaterThan(390);
    expect(Math.abs(quickest.known - quickest.unknown)).toBeLessThan(50);
  });

  it('cannot be asked for without end from one network', async () => {
    const links = application.get(LostLinkService);
    const edition = await anEdition(application);
    const asked = await Promise.allSettled(
      Array.from({ length: 22 }, (_, index) =>
        links.ask(asking('192.0.2.52'), edition, { email: `n${index}@example.org` }),
      ),
    );
    const refused = asked.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(2);
    expect(refused[0]!.reason).toBeInstanceOf(TooManyLinkRequests);
    await expect(links.ask(asking('192.0.2.53'), edition, { email: 'n@example.org' })).resolves.toBeUndefined();
  });
});

describe('tickets', () => {
  it('open with a token of their own, which dies with the other links', async () => {
    const edition = await anEdition(application);
    const { id, linkVersion } = await aRegistration(application, edition);
    const tickets = application.get(Tickets);
    const queries = application.get(RegistrationQueries);
    const token = tickets.tokenOf({ id, linkVersion });
    expect(await queries.byToken('ticket', token)).toMatchObject({ id });
    await expect(queries.byToken('manage', token)).rejects.toBeInstanceOf(DeadLink);
    await erasure.erase(TESTER, id);
    await expect(queries.byToken('ticket', token)).rejects.toBeInstanceOf(DeadLink);
  });
});

describe('badges', () => {
  const textOfPdf = async (content: NodeJS.ReadableStream) => text(content as never);
  const pages = (pdf: string) => (pdf.match(/\/Type \/Page\b(?!s)/g) ?? []).length;
  const detailsOf = ({ id }: BuiltEdition) => application.get(EditionQueries).byId(id);

  it('are of those whom the filter means, ten to a sheet of cards', async () => {
    const badges = application.get(BadgesService);
    const edition = await anEdition(application);
    const second = await aCategory(application, edition.key, { name: 'Student' });
    for (let n = 0; n < 11; n++) await aRegistration(application, edition);
    const gone = await aRegistration(application, edition);
    await registrations.cancel(TESTER, gone.id);
    await aRegistration(
      application,
      { key: edition.key, category: second },
      { name: '欧阳翯镕', nativeName: 'Ouyang' },
    );
    const details = await detailsOf(edition);
    const input = { filter: { status: 'confirmed' as const }, format: 'card-sheet' as const, language: 'en' as const };
    expect(await badges.count(TESTER, details, input)).toBe(12);
    expect(pages(await textOfPdf((await badges.few(TESTER, details, input)).content))).toBe(2);
    const students = { ...input, filter: { ...input.filter, category: second } };
    expect(pages(await textOfPdf((await badges.few(TESTER, details, students)).content))).toBe(1);
    const preview = await badges.preview(TESTER, details, students);
    const texts = preview!.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
    expect(texts).toEqual(expect.arrayContaining(['欧阳翯镕', 'Ouyang', 'Student']));
    // What can be looked at on a screen lets nobody in.
    const codes = preview!.marks.flatMap((mark) => (mark.kind === 'code' ? [mark.text] : []));
    expect(codes.every((code) => !code.includes('/t/'))).toBe(true);
  });

  it('are not for everybody', async () => {
    const edition = await anEdition(application);
    const { id } = await aRegistration(application, edition);
    const input = { filter: {}, format: 'a6' as const, language: 'en' as const };
    const details = await detailsOf(edition);
    await expect(application.get(BadgesService).few(holderOf(id), details, input)).rejects.toMatchObject({
      kind: 'unauthenticated',
    });
  });

  it('are a task when there are many', async () => {
    const edition = await anEdition(application);
    await application.sql(
      `INSERT INTO registration (id, edition_id, category_id, reference, email, email_key, name, locale, status, consented_at)
       SELECT new_id(), $1, $2, 'B' || n, 'b' || n || '@example.org', 'b' || n || '@example.org', 'Badge ' || n, 'en', 'confirmed', now()
       FROM generate_series(1, 150) AS n`,
      [edition.id, edition.category],
    );
    const input = { filter: {}, format: 'a6-sheet' as const, language: 'en' as const };
    await expect(application.get(BadgesService).few(TESTER, await detailsOf(edition), input)).rejects.toBeInstanceOf(
      TooManyBadges,
    );
    const [account] = await application.sql<{ id: string }>('SELECT id FROM account LIMIT 1');
    const tasks = application.get(Tasks);
    const task = await application.get(Database).transaction((tx) =>
      tasks.start(tx, {
        kind: 'badges',
        editionId: edition.id,
        accountId: account!.id,
        input: { ...input, edition: edition.key },
      }),
    );
    await application.get(TaskRunner).run(task);
    const { state, done, total, result } = await tasks.byId(task);
    expect({ state, done, total, counts: result?.counts }).toEqual({
      state: 'done',
      done: 150,
      total: 150,
      counts: { badges: 150 },
    });
    const pdf = await textOfPdf(await application.get(FileStore).read(result!.file!.id));
    expect(pages(pdf)).toBe(38);
  });
});

it('an offer is accepted by its holder, or given back and undone', async () => {
  const edition = await anEdition(application, { category: { capacity: 1, approval: true, offerHours: 24 } });
  const { id } = await aRegistration(application, edition);
  const admin = { kind: 'account', accountId: '', name: 'Admin', grants: [{ role: 'administrator', scope: '' }] };
  const [account] = await application.sql<{ id: string }>('SELECT id FROM account LIMIT 1');
  const decisions = application.get(DecisionsService);
  await decisions.approve({ ...admin, accountId: account!.id } as Actor, id);
  expect((await rowOf(id))['status']).toBe('offered');
  await registrations.cancel(holderOf(id), id);
  await registrations.undoCancel(holderOf(id), id);
  expect((await rowOf(id))['status']).toBe('offered');
  await decisions.accept(holderOf(id), id);
  expect((await rowOf(id))['status']).toBe('confirmed');
});
