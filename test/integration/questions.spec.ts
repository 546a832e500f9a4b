import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { NotAllowed } from '../../src/features/accounts/index.js';
import {
  CloneEditionInput,
  DocumentFiles,
  EditionChecklist,
  EditionCloning,
  EditionQueries,
  EditionsService,
  scopeOfEdition,
} from '../../src/features/editions/index.js';
import {
  AnswerErasure,
  type AnswerFile,
  AnswerFiles,
  AnswerFileSweep,
  CategoriesService,
  type CreateQuestionInput,
  QuestionAnswered,
  QuestionNeeded,
  QuestionQueries,
  QuestionsService,
  type RegisterInput,
  RegistrationClosed,
  RegistrationQueries,
  RegistrationService,
  TooManyFiles,
  TooManyQuestions,
  UnknownFile,
  UpdateQuestionInput,
  UpdateRegistrationInput,
} from '../../src/features/registration/index.js';
import { type Actor, type Grant } from '../../src/kernel/actor.js';
import { InvalidInput, NotFound, StaleVersion } from '../../src/kernel/domain-error.js';
import { Database } from '../../src/platform/database/database.js';
import { FileInfected, FileScan } from '../../src/platform/files/file-scan.js';
import { FileTooLarge } from '../../src/platform/files/file-store.js';
import { FileTypeNotAllowed } from '../../src/platform/files/type-check.js';
import { newId } from '../../src/platform/ids.js';
import { aCategory, anEdition, type BuiltEdition, END } from '../factories/edition.js';
import { aPdf } from '../factories/files.js';
import { aQuestion } from '../factories/question.js';
import { aRegistration } from '../factories/registration.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

const DAY = 86_400_000;

async function* bytes(content: Buffer): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(content);
}

/** `<path>: <code>` of all that is wrong. */
const wrongIn = async (work: Promise<unknown>): Promise<string[]> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InvalidInput);
  return (error as InvalidInput).errors.map(({ path: at, code }) => `${at}: ${code}`);
};

describe('questions', () => {
  let application: TestApplication;
  let questions: QuestionsService;
  let queries: QuestionQueries;
  let edition: BuiltEdition;
  beforeAll(async () => {
    application = await startTestApplication();
    questions = application.get(QuestionsService);
    queries = application.get(QuestionQueries);
  });
  afterAll(() => application.stop());
  beforeEach(async () => {
    edition = await anEdition(application, { stream: null, rule: null });
  });
  afterEach(() => application.setNow(null));

  const ask = (more: Partial<CreateQuestionInput> | object = {}, key = edition.key) =>
    aQuestion(application, key, more);
  const update = (id: string, input: object, version?: number, actor: Actor = TESTER) =>
    questions.update(actor, edition.key, id, UpdateQuestionInput.parse(input), version);
  const asked = () => queries.asked(edition.id);
  const labels = async () => (await asked()).map(({ label }) => label.en).join(' ');
  const register = (answers: RegisterInput['answers'] = {}, more: object = {}) =>
    aRegistration(application, edition, { answers, ...more });
  const change = (id: string, answers: Record<string, unknown>) =>
    application.get(RegistrationService).update(TESTER, id, UpdateRegistrationInput.parse({ answers }));
  const registration = (id: string) => application.get(RegistrationQueries).byId(TESTER, id);
  const trail = (id: string) =>
    application.sql<{ action: string; version: number | null; before: object | null; after: object | null }>(
      'SELECT action, object_version AS version, before, after FROM audit_entry WHERE object_id = $1 ORDER BY id',
      [id],
    );
  const somebody = (...grants: Grant[]): Actor => ({ kind: 'account', accountId: randomUUID(), name: 'X', grants });

  describe('are made and changed', () => {
    it('with everything that they can have, after those that there are', async () => {
      const first = await ask({ label: 'First' });
      const diet = await ask({
        label: { en: 'Diet', 'zh-Hans': '饮食' },
        help: 'For the dinner.',
        kind: 'choice',
        required: true,
        options: ['None', { value: 'veg', label: { en: 'Vegetarian', 'zh-Hans': '素食' } }],
        categories: [edition.category],
        eraseAfter: 'P1M',
      });
      const which = await ask({ label: 'Which?', showIf: { question: diet, equals: 'veg' }, categories: [] });
      expect(await asked()).toEqual([
        expect.objectContaining({ id: first, position: 1, version: 1 }),
        {
          id: diet,
          version: 1,
          label: { en: 'Diet', 'zh-Hans': '饮食' },
          help: { en: 'For the dinner.' },
          kind: 'choice',
          required: true,
          options: [
            { value: 'None', label: { en: 'None' } },
            { value: 'veg', label: { en: 'Vegetarian', 'zh-Hans': '素食' } },
          ],
          showIf: null,
          categories: [edition.category],
          eraseAfter: 'P1M',
          position: 2,
          retiredAt: null,
        },
        expect.objectContaining({ id: which, showIf: { question: diet, equals: 'veg' }, categories: null }),
      ]);
      expect(await trail(diet)).toMatchObject([
        { action: 'question.create', version: 1, before: null, after: { kind: 'choice', required: true } },
      ]);
    });

    it('by organisers only, and not by those of another edition', async () => {
      const other = await anEdition(application, { published: false });
      const organiser = somebody({ role: 'organiser', scope: scopeOfEdition(edition.seriesId, edition.id) });
      const viewer = somebody({ role: 'viewer', scope: scopeOfEdition(edition.seriesId, edition.id) });
      const id = await ask();
      await update(id, { label: 'Mine' }, 1, organiser);
      for (const work of [
        () => update(id, { label: 'x' }, undefined, viewer),
        () => questions.remove(viewer, edition.key, id),
        () => questions.reorder(viewer, edition.key, { ids: [id] }),
      ]) {
        await expect(work()).rejects.toThrow(NotAllowed);
      }
      await expect(questions.remove(organiser, other.key, id)).rejects.toThrow(NotFound);
      await expect(questions.remove(TESTER, other.key, id)).rejects.toThrow(NotFound);
    });

    it('at one version, and keep what is not given', async () => {
      const id = await ask({ help: 'Help', required: true });
      await update(id, { label: 'Other', help: null }, 1);
      await expect(update(id, { label: 'Late' }, 1)).rejects.toThrow(StaleVersion);
      expect(await asked()).toMatchObject([{ label: { en: 'Other' }, help: null, required: true, version: 2 }]);
      expect((await trail(id)).at(-1)).toMatchObject({
        action: 'question.update',
        version: 2,
        before: { label: { en: 'Motto' }, help: { en: 'Help' } },
        after: { label: 'Other', help: null },
      });
    });

    it.each<[string, object, string[]]>([
      ['a choice without options', { kind: 'choice' }, ['options: required']],
      ['options of a text', { options: ['a'] }, ['options: not-expected']],
      ['one option twice', { kind: 'choice', options: ['a', 'a'] }, ['options.1: duplicate-option']],
      ['a category of another edition', { categories: [newId()] }, ['categories: unknown-category']],
      [
        'a condition on an unknown question',
        { showIf: { question: newId(), equals: 'x' } },
        ['showIf.question: unknown-question'],
      ],
    ])('not with %s', async (_, input, expected) => {
      expect(await wrongIn(ask(input))).toEqual(expected);
      expect(await asked()).toEqual([]);
    });

    it('not so that a condition of another one can never be met', async () => {
      const diet = await ask({ kind: 'choice', options: ['None', 'Vegetarian'] });
      await ask({ showIf: { question: diet, equals: 'Vegetarian' } });
      expect(await wrongIn(update(diet, { options: ['None'] }))).toEqual(['options: answer-needed']);
      expect(await wrongIn(update(diet, { kind: 'date' }))).toEqual(['kind: answer-needed']);
      await expect(questions.remove(TESTER, edition.key, diet)).rejects.toThrow(QuestionNeeded);
      await update(diet, { options: ['Vegetarian', 'Vegan'] });
    });

    it('in another order, as long as conditions look back', async () => {
      const [a, b, c] = [await ask({ label: 'A' }), await ask({ label: 'B' }), await ask({ label: 'C' })];
      await update(c, { showIf: { question: a, equals: 'x' } });
      const reorder = (...ids: string[]) => questions.reorder(TESTER, edition.key, { ids });
      await reorder(b, a, c);
      expect(await labels()).toBe('B A C');
      expect(await wrongIn(reorder(c, b, a))).toEqual(['ids: later-question']);
      expect(await wrongIn(reorder(a, b))).toEqual(['ids: incomplete-order']);
      expect(await wrongIn(update(a, { showIf: { question: c, equals: 'x' } }))).toEqual([
        'showIf.question: later-question',
      ]);
      expect(await labels()).toBe('B A C');
      const [entry] = await application.sql(
        `SELECT before, after FROM audit_entry WHERE edition_id = $1 AND action = 'question.reorder'`,
        [edition.id],
      );
      expect(entry).toEqual({ before: { questions: [a, b, c] }, after: { questions: [b, a, c] } });
    });

    it('in parallel without losing one', async () => {
      await Promise.all(Array.from({ length: 6 }, (_, index) => ask({ label: `${index}` })));
      expect((await asked()).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('a hundred of them at most', async () => {
      await application.sql(
        `INSERT INTO question (id, edition_id, label, kind, position)
         SELECT new_id(), $1, '{"en":"x"}', 'text', n FROM generate_series(1, 100) AS n`,
        [edition.id],
      );
      await expect(ask()).rejects.toThrow(TooManyQuestions);
    });

    it('a category that is removed is named no more', async () => {
      const student = await aCategory(application, edition.key);
      await ask({ categories: [edition.category, student] });
      await application.get(CategoriesService).remove(TESTER, edition.key, student);
      expect(await asked()).toMatchObject([{ categories: [edition.category] }]);
    });
  });

  describe('are answered', () => {
    it('by newcomers: the required ones of their category', async () => {
      const student = await aCategory(application, edition.key, { name: 'Student' });
      const motto = await ask({ required: true });
      const school = await ask({ required: true, categories: [student] });
      expect(await wrongIn(register({}))).toEqual([`answers.${motto}: required`]);
      expect(await wrongIn(register({}, { category: student }))).toEqual([
        `answers.${motto}: required`,
        `answers.${school}: required`,
      ]);
      const { id } = await register({ [motto]: ' Per aspera ', [school]: 'dropped' });
      expect(await registration(id)).toMatchObject({
        answers: { [motto]: 'Per aspera' },
        answerVersions: { [motto]: 1 },
      });
    });

    it('and keep what they answered, whatever becomes of the question', async () => {
      const diet = await ask({
        label: 'Diet',
        kind: 'choice',
        options: ['None', { value: 'veg', label: 'Vegetarian' }],
      });
      const early = await register({ [diet]: 'veg' });
      await update(diet, { help: 'Only the help is new.' });
      await update(diet, { label: 'Your diet', options: ['None', { value: 'vegan', label: 'Vegan' }] });
      const late = await register({ [diet]: 'vegan' });
      expect(await wrongIn(register({ [diet]: 'veg' }))).toEqual([`answers.${diet}: not-an-option`]);

      const words = async (id: string) =>
        (await queries.answered(await registration(id))).map(({ question, value }) => [
          question.label.en,
          question.options?.find((option) => option.value === value)?.label.en,
        ]);
      expect(await words(early.id)).toEqual([['Diet', 'Vegetarian']]);
      expect(await words(late.id)).toEqual([['Your diet', 'Vegan']]);
      const pairs = [1, 2, 3].map((version) => ({ id: diet, version }));
      const versions = await queries.versionsOf([...pairs, { id: newId(), version: 1 }]);
      expect([...versions].map(([pair, { label }]) => [pair, label.en])).toEqual([
        [`${diet} 1`, 'Diet'],
        [`${diet} 2`, 'Diet'],
        [`${diet} 3`, 'Your diet'],
      ]);
    });

    it('so that their kind stays, and removing them only stops asking', async () => {
      const [answered, open] = [await ask({ label: 'Answered' }), await ask({ label: 'Open' })];
      const { id } = await register({ [answered]: 'x' });
      await expect(update(answered, { kind: 'number' })).rejects.toThrow(QuestionAnswered);
      await update(open, { kind: 'number' });
      expect(await questions.remove(TESTER, edition.key, answered, 1)).toBe('retired');
      expect(await questions.remove(TESTER, edition.key, open, 2)).toBe('removed');
      expect(await asked()).toEqual([]);
      const details = await application.get(EditionQueries).byKey(TESTER, edition.key);
      await expect(queries.byId(details, answered)).rejects.toThrow(NotFound);
      expect(await queries.answered(await registration(id))).toMatchObject([
        { question: { id: answered, label: { en: 'Answered' } }, value: 'x' },
      ]);
      expect((await trail(answered)).at(-1)).toMatchObject({
        action: 'question.delete',
        before: { label: { en: 'Answered' } },
        after: { retired: true },
      });
      expect(await wrongIn(change(id, { [answered]: 'y' }))).toEqual([`answers.${answered}: question-retired`]);
      await change(id, { [answered]: 'x' });

      // A day later, what nobody has answered has gone for good.
      application.setNow(new Date(Date.now() + 2 * DAY));
      await application.get(AnswerErasure).sweep();
      const left = await application.sql('SELECT id FROM question WHERE edition_id = $1', [edition.id]);
      expect(left).toEqual([{ id: answered }]);
    });

    it('anew by those who edit, also what has become required; the trail covers what they say', async () => {
      const motto = await ask();
      const { id } = await register({ [motto]: 'My secret' });
      const added = await ask({ required: true });
      expect(await wrongIn(change(id, { [motto]: 'Other' }))).toEqual([`answers.${added}: required`]);
      await application
        .get(RegistrationService)
        .update(TESTER, id, UpdateRegistrationInput.parse({ affiliation: 'X' }));
      await update(motto, { label: 'Your motto' });
      await change(id, { [added]: 'Now' });
      expect(await registration(id)).toMatchObject({
        answers: { [motto]: 'My secret', [added]: 'Now' },
        answerVersions: { [motto]: 1, [added]: 1 },
      });
      await change(id, { [motto]: 'Another' });
      expect((await registration(id)).answerVersions).toEqual({ [motto]: 2, [added]: 1 });
      expect(JSON.stringify(await trail(id))).not.toMatch(/My secret|Another|Now/);
    });
  });

  describe('have files', () => {
    let curriculum: string;
    beforeEach(async () => {
      curriculum = await ask({ label: 'CV', kind: 'file' });
    });

    const details = () => application.get(EditionQueries).byKey(TESTER, edition.key);
    const send = async (content = aPdf(), question = curriculum, actor: Actor = TESTER): Promise<AnswerFile> =>
      application
        .get(AnswerFiles)
        .receive(actor, await details(), question, { name: 'My CV.pdf', content: bytes(content) });
    const filesOf = (id: string) => application.get(AnswerFiles).filesOf(id);
    const stored = () => readdir(path.join(application.dataDir, 'files'));
    const rows = () => application.sql('SELECT id FROM answer_file WHERE edition_id = $1', [edition.id]);

    it('that are received first and belong to the registration that names them', async () => {
      const file = await send();
      expect(file).toMatchObject({ question: curriculum, name: 'My CV.pdf', mediaType: 'application/pdf' });
      const { id } = await register({ [curriculum]: file.id });
      expect((await registration(id)).answers).toEqual({ [curriculum]: [file.id] });
      expect(await filesOf(id)).toEqual([file]);
      expect(await buffer(await application.get(AnswerFiles).content(file))).toEqual(aPdf());
      await expect(application.get(AnswerFiles).fileOf(newId(), file.id)).rejects.toThrow(NotFound);
    });

    it('that belong to one registration, one question and one edition', async () => {
      const other = await ask({ label: 'Letter', kind: 'file' });
      const elsewhere = await anEdition(application, { stream: null, rule: null });
      const theirs = await ask({ kind: 'file' }, elsewhere.key);
      const foreign = await application
        .get(AnswerFiles)
        .receive(TESTER, await application.get(EditionQueries).byKey(TESTER, elsewhere.key), theirs, {
          name: 'x.pdf',
          content: bytes(aPdf()),
        });
      const file = await send();
      for (const answers of [
        { [curriculum]: newId() },
        { [other]: file.id },
        { [curriculum]: foreign.id },
        { [curriculum]: file.id, [other]: file.id },
      ]) {
        await expect(register(answers)).rejects.toThrow(UnknownFile);
      }
      await register({ [curriculum]: file.id });
      await expect(register({ [curriculum]: file.id })).rejects.toMatchObject({
        errors: [{ path: `answers.${curriculum}`, code: 'unknown-file' }],
      });
    });

    it('of which two who come at once get one', async () => {
      const file = await send();
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => register({ [curriculum]: file.id })));
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
      const claimed = await application.sql('SELECT registration_id FROM answer_file WHERE id = $1', [file.id]);
      expect(claimed).toEqual([{ registration_id: expect.any(String) as string }]);
    });

    it('that can be exchanged; the old one is removed', async () => {
      const [first, second] = [await send(), await send(aPdf('2'))];
      const { id } = await register({ [curriculum]: [first.id] });
      await change(id, { [curriculum]: [second.id] });
      await application.get(AnswerErasure).sweep();
      expect(await filesOf(id)).toEqual([second]);
      expect(await stored()).toEqual(expect.not.arrayContaining([first.id]));
    });

    it('that go when nobody claims them within a day, and no others', async () => {
      const [claimed, left] = [await send(), await send()];
      await register({ [curriculum]: claimed.id });
      const sweep = application.get(AnswerFileSweep);
      application.setNow(new Date(Date.now() + DAY - 60_000));
      await sweep.removeUnclaimed();
      expect(await rows()).toHaveLength(2);
      application.setNow(new Date(Date.now() + DAY + 60_000));
      await sweep.removeUnclaimed();
      await application.get(DocumentFiles).sweep();
      expect(await rows()).toEqual([{ id: claimed.id }]);
      expect(await stored()).toContain(claimed.id);
      expect(await stored()).not.toContain(left.id);
    });

    it('only for a question that takes them, while people may register', async () => {
      const motto = await ask();
      await expect(send(aPdf(), motto)).rejects.toThrow(NotFound);
      await expect(send(aPdf(), newId())).rejects.toThrow(NotFound);
      await application.get(EditionsService).complete(TESTER, edition.key);
      await expect(send()).rejects.toThrow(RegistrationClosed);
      expect(await rows()).toEqual([]);
    });

    it('of a kind and size that is accepted', async () => {
      const before = await stored();
      await expect(send(Buffer.from('MZ\x90\0\x03', 'latin1'))).rejects.toThrow(FileTypeNotAllowed);
      await expect(send(aPdf('x'.repeat(10_000_000)))).rejects.toThrow(FileTooLarge);
      await expect(send(Buffer.alloc(0))).rejects.toThrow(InvalidInput);
      expect([await rows(), await stored()]).toEqual([[], before]);
    });

    it('that a scanner has seen before anything names them', async () => {
      const before = await stored();
      const scan = application.get(FileScan);
      const check = scan.check.bind(scan);
      try {
        scan.check = async (file, open) => {
          expect([file.name, await buffer(await open())]).toEqual(['My CV.pdf', aPdf()]);
          throw new FileInfected();
        };
        await expect(send()).rejects.toThrow(FileInfected);
      } finally {
        scan.check = check;
      }
      expect([await rows(), await stored()]).toEqual([[], before]);
    });

    it('so many from one network, and no more', async () => {
      const visitor: Actor = { kind: 'anonymous', ip: '2001:db8:1:2::1' };
      await application.sql(
        `INSERT INTO rate_limit (key, points, expire) VALUES ('answer-file-network:2001:db8:1:2::/64', 199, $1)`,
        [Date.now() + 3_600_000],
      );
      await send(aPdf(), curriculum, visitor);
      await expect(send(aPdf(), curriculum, visitor)).rejects.toThrow(TooManyFiles);
      await send(aPdf(), curriculum, { kind: 'anonymous', ip: '192.0.2.77' });
    });

    it('that go with the registration that they belong to, and none of another', async () => {
      const [file, other] = [await send(), await send()];
      const { id } = await register({ [curriculum]: file.id });
      await register({ [curriculum]: other.id });
      const removed = await application
        .get(Database)
        .transaction((tx) => application.get(AnswerFiles).removeOf(tx, [id]));
      expect([removed, await rows()]).toEqual([1, [{ id: other.id }]]);
      await eventually(stored, (names) => !names.includes(file.id));
      expect(await stored()).toContain(other.id);
    });
  });

  describe('erase their answers', () => {
    const sweepAt = async (instant: number) => {
      application.setNow(new Date(instant));
      await application.get(AnswerErasure).sweep();
    };

    it('when their time is over, with the files, and leave the others', async () => {
      const allergies = await ask({ label: 'Allergies', eraseAfter: 'P30D' });
      const passport = await ask({ label: 'Passport', kind: 'file', eraseAfter: 'P30D' });
      const motto = await ask();
      const later = await ask({ eraseAfter: 'P1Y' });
      const file = await application
        .get(AnswerFiles)
        .receive(TESTER, await application.get(EditionQueries).byKey(TESTER, edition.key), passport, {
          name: 'passport.pdf',
          content: bytes(aPdf()),
        });
      const answers = { [allergies]: 'Nuts', [passport]: [file.id], [motto]: 'x', [later]: 'y' };
      const { id } = await register(answers);
      const other = await register({ [motto]: 'z' });
      const before = await registration(id);

      await sweepAt(Date.parse(END) + 30 * DAY - 1);
      expect((await registration(id)).answers).toEqual(answers);
      await sweepAt(Date.parse(END) + 30 * DAY);
      expect(await registration(id)).toMatchObject({
        answers: { [motto]: 'x', [later]: 'y' },
        answerVersions: { [motto]: 1, [later]: 1 },
        version: before.version + 1,
      });
      expect(await registration(other.id)).toMatchObject({ answers: { [motto]: 'z' }, version: 1 });
      expect(await application.get(AnswerFiles).filesOf(id)).toEqual([]);
      await eventually(
        () => readdir(path.join(application.dataDir, 'files')),
        (names) => !names.includes(file.id),
      );
      const entry = () =>
        application.sql(
          `SELECT actor_kind, actor_name, object_kind, after FROM audit_entry
           WHERE edition_id = $1 AND action = 'question.erase-answers'`,
          [edition.id],
        );
      const expected = [
        {
          actor_kind: 'system',
          actor_name: 'erase-answers',
          object_kind: 'edition',
          after: { questions: [allergies, passport], registrations: 1, files: 1 },
        },
      ];
      expect(await entry()).toEqual(expected);
      await sweepAt(Date.parse(END) + 31 * DAY);
      expect(await entry()).toEqual(expected);
      await sweepAt(Date.parse(END) + 366 * DAY);
      expect((await registration(id)).answers).toEqual({ [motto]: 'x' });
    });

    it('of many people in lots, also when nobody is asked any more', async () => {
      const allergies = await ask({ eraseAfter: 'P0D' });
      const { id } = await register({ [allergies]: 'Nuts' });
      await application.sql(
        `INSERT INTO registration (id, edition_id, category_id, reference, email, email_key, name, locale, status, answers,
           answer_versions, consented_at)
         SELECT new_id(), edition_id, category_id, 'X' || n, 'x' || n || '@example.org', 'x' || n || '@example.org', name,
           locale, 'cancelled', answers, answer_versions, consented_at
         FROM registration, generate_series(1, 1100) AS n WHERE id = $1`,
        [id],
      );
      await questions.remove(TESTER, edition.key, allergies);
      await sweepAt(Date.parse(END) + 60_000);
      const [left] = await application.sql(
        `SELECT count(*)::int AS count FROM registration WHERE edition_id = $1 AND answers <> '{}'`,
        [edition.id],
      );
      expect(left).toEqual({ count: 0 });
      const lots = await application.sql<{ count: number }>(
        `SELECT (after->>'registrations')::int AS count FROM audit_entry
         WHERE edition_id = $1 AND action = 'question.erase-answers' ORDER BY id`,
        [edition.id],
      );
      expect(lots.map(({ count }) => count)).toEqual([500, 500, 101]);
    });
  });

  describe('go with their edition', () => {
    const clone = (include: string[]) =>
      application
        .get(EditionCloning)
        .clone(TESTER, edition.key, CloneEditionInput.parse({ year: 2041, startsAt: '2041-05-20T09:00', include }));

    it('into a clone, where they name its own questions and categories', async () => {
      const student = await aCategory(application, edition.key, { name: 'Student' });
      const gone = await ask({ label: 'Gone' });
      const diet = await ask({ label: 'Diet', kind: 'choice', options: ['None', 'Vegetarian'], eraseAfter: 'P30D' });
      await ask({ label: 'Which?', showIf: { question: diet, equals: 'Vegetarian' }, categories: [student] });
      await update(diet, { label: 'Your diet' });
      await register({ [gone]: 'x', [diet]: 'None' });
      await questions.remove(TESTER, edition.key, gone);

      const { id } = await clone(['categories', 'questions']);
      const [copiedStudent] = await application.sql<{ id: string }>(
        `SELECT id FROM category WHERE edition_id = $1 AND name->>'en' = 'Student'`,
        [id],
      );
      const copies = await queries.asked(id);
      expect(copies).toMatchObject([
        {
          label: { en: 'Your diet' },
          version: 1,
          eraseAfter: 'P30D',
          options: [{ value: 'None' }, { value: 'Vegetarian' }],
        },
        { label: { en: 'Which?' }, showIf: { question: copies[0]!.id }, categories: [copiedStudent!.id] },
      ]);
      expect(copies.map((copy) => copy.id)).not.toContain(diet);
      expect((await queries.wordings(id)).questions()).toMatchObject([{ version: 1, label: { en: 'Your diet' } }, {}]);
    });

    it('into a clone without categories: asked in all that it will have', async () => {
      await ask({ categories: [edition.category] });
      const { id } = await clone(['questions']);
      expect(await queries.asked(id)).toMatchObject([{ categories: null }]);
    });

    it('not into a clone that is to have none', async () => {
      await ask();
      const { id } = await clone(['categories']);
      expect(await queries.asked(id)).toEqual([]);
    });

    it('onto its list of texts that lack a language', async () => {
      await application.get(EditionsService).update(TESTER, edition.key, { languages: ['en', 'zh-Hans'] });
      const id = await ask({ label: 'Diet', help: 'Help', kind: 'choice', options: ['None'] });
      const list = await application.get(EditionChecklist).of(TESTER, edition.key);
      const missing = list
        .find(({ item }) => item === 'translations')
        ?.detail?.filter(({ place }) => place === 'question');
      expect(missing?.map(({ id: of, path: at, locale }) => [of, at, locale])).toEqual([
        [id, 'label', 'zh-Hans'],
        [id, 'help', 'zh-Hans'],
        [id, 'options.0.label', 'zh-Hans'],
      ]);
    });
  });
});
