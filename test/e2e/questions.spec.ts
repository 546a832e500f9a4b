import { anEdition, type BuiltEdition } from '../factories/edition.js';
import { aPdf } from '../factories/files.js';
import { anAccount } from '../factories/account.js';
import { aForm } from '../factories/registration.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

const NOTHING = '01900000-0000-7000-8000-000000000000';

interface AnswerFileBody {
  id: string;
  name: string;
  code: string;
}

describe('questions over the API', () => {
  let application: TestApplication;
  let edition: BuiltEdition;
  let base: string;
  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());
  beforeEach(async () => {
    edition = await anEdition(application, { stream: null, rule: null });
    base = `/editions/${edition.key}/questions`;
  });

  const create = async (body: object, key = edition.key): Promise<string> => {
    const answer = await application.asAdmin('POST', `/editions/${key}/questions`, body);
    expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
    return answer.body.id;
  };
  const register = (answers: object) =>
    application.api('POST', `/editions/${edition.key}/registrations`, { ...aForm(edition), answers });
  const upload = (
    question: string,
    options: { token?: string | null; content?: Buffer; headers?: Record<string, string> } = {},
  ) => {
    const { token = application.adminToken, content = aPdf(), headers = {} } = options;
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(content)]), 'My CV.pdf');
    return fetch(`${application.url}/api/v1/editions/${edition.key}/answer-files?question=${question}`, {
      method: 'POST',
      body: form,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    });
  };

  it('are made, read by everybody, changed by one who has the newest, put in order and removed', async () => {
    const made = await application.asAdmin('POST', base, {
      label: 'Diet',
      kind: 'choice',
      options: ['None', 'Vegetarian'],
    });
    const diet = made.body.id;
    expect([made.status, made.headers.get('etag'), made.body]).toEqual([
      201,
      '"1"',
      {
        id: diet,
        label: { en: 'Diet' },
        help: null,
        kind: 'choice',
        required: false,
        options: [
          { value: 'None', label: { en: 'None' } },
          { value: 'Vegetarian', label: { en: 'Vegetarian' } },
        ],
        showIf: null,
        categories: null,
        eraseAfter: null,
      },
    ]);
    const which = await create({ label: 'Which?', kind: 'text', showIf: { question: diet, equals: 'Vegetarian' } });
    const motto = await create({ label: 'Motto', kind: 'long_text' });

    const ids = async (query = '') => {
      const { body } = await application.api('GET', base + query);
      return { ids: body.items.map(({ id }) => id), next: body.next };
    };
    expect(await ids()).toEqual({ ids: [diet, which, motto], next: null });
    expect(await ids('?limit=2')).toEqual({ ids: [diet, which], next: which });
    expect(await ids(`?limit=2&cursor=${which}`)).toEqual({ ids: [motto], next: null });

    const change = (headers: Record<string, string>) =>
      application.asAdmin('PATCH', `${base}/${diet}`, { required: true }, { headers });
    expect((await change({ 'if-match': '"7"' })).status).toBe(412);
    const changed = await change({ 'if-match': '"1"' });
    expect([changed.status, changed.headers.get('etag'), changed.body['required']]).toEqual([200, '"2"', true]);

    const reorder = await application.asAdmin('POST', `${base}/reorder`, { ids: [motto, diet, which] });
    expect([reorder.status, reorder.body.items.map(({ id }) => id)]).toEqual([200, [motto, diet, which]]);
    expect((await application.asAdmin('DELETE', `${base}/${diet}`)).body.code).toBe('question-needed');
    expect((await application.asAdmin('DELETE', `${base}/${which}`)).status).toBe(204);
    expect((await application.api('GET', `${base}/${which}`)).status).toBe(404);
    expect(await ids()).toEqual({ ids: [motto, diet], next: null });
  });

  it('say in a 422 what is wrong with them', async () => {
    const errors = async (body: object) => {
      const answer = await application.asAdmin('POST', base, body);
      return [answer.status, ...answer.body.errors.map(({ path, code }) => `${path}: ${code}`)];
    };
    expect(await errors({ label: 'x', kind: 'choice' })).toEqual([422, 'options: required']);
    expect(await errors({ label: 'x', kind: 'riddle' })).toEqual([422, 'kind: invalid-value']);
    expect(await errors({ label: 'x', colour: 'red' })).toEqual([422, 'kind: invalid-value', 'colour: unknown-field']);
    expect(await errors({ label: 'x', kind: 'text', eraseAfter: '-P1D' })).toEqual([
      422,
      'eraseAfter: invalid-duration',
    ]);
  });

  it('of a draft do not exist for strangers, and are changed by organisers only', async () => {
    const draft = await anEdition(application, { published: false });
    const id = await create({ label: 'x', kind: 'text' }, draft.key);
    for (const path of ['', `/${id}`]) {
      expect((await application.api('GET', `/editions/${draft.key}/questions${path}`)).status).toBe(404);
    }
    expect((await application.api('POST', base, { label: 'x', kind: 'text' })).status).toBe(401);
    const token = await anAccount(application);
    expect((await application.api('POST', base, { label: 'x', kind: 'text' }, { token })).status).toBe(403);
  });

  it('are answered with a registration, and named by path when the answer is wrong', async () => {
    const born = await create({ label: 'Born', kind: 'date', required: true });
    const diet = await create({ label: 'Diet', kind: 'multi_choice', options: ['Halal', 'Vegan'] });
    const wrong = await register({ [born]: '2027-02-30', [diet]: ['Fish'], [NOTHING]: 1 });
    expect([wrong.status, wrong.body.errors.map(({ path, code }) => `${path}: ${code}`).sort()]).toEqual([
      422,
      [
        `answers.${born}: invalid-date`,
        `answers.${diet}: not-an-option`,
        `answers.${NOTHING}: unknown-question`,
      ].sort(),
    ]);
    const deep = `{"${diet}":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const body = JSON.stringify({ ...aForm(edition), answers: 0 }).replace('"answers":0', `"answers":${deep}`);
    const path = `/editions/${edition.key}/registrations`;
    const statuses = [
      await application.api('POST', path, body),
      await application.api('POST', path, body, { headers: { 'idempotency-key': 'deep' } }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([422, 422]);
  });

  it('are answered again by the holder, as far as the holder likes', async () => {
    const born = await create({ label: 'Born', kind: 'date', required: true });
    const diet = await create({ label: 'Diet', kind: 'multi_choice', options: ['Halal', 'Vegan'] });
    const { status, body } = await register({ [born]: '1990-02-28', [diet]: ['Vegan'] });
    expect(status).toBe(201);
    const asHolder = { token: body.manageToken };
    const changed = await application.api(
      'PATCH',
      `/registrations/${body.id}`,
      { answers: { [diet]: null } },
      asHolder,
    );
    expect([changed.status, changed.body['answers']]).toEqual([200, { [born]: '1990-02-28' }]);
  });

  it('take files from programs with a token, and hand them to the holder and to organisers', async () => {
    const cv = await create({ label: 'CV', kind: 'file', required: true });
    const sent = await upload(cv, { headers: { 'idempotency-key': `cv-${cv}` } });
    const file = (await sent.json()) as AnswerFileBody;
    expect([sent.status, file]).toEqual([
      201,
      {
        id: expect.any(String) as string,
        question: cv,
        name: 'My CV.pdf',
        mediaType: 'application/pdf',
        size: aPdf().length,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    ]);
    const again = await upload(cv, { headers: { 'idempotency-key': `cv-${cv}` } });
    expect([again.status, ((await again.json()) as AnswerFileBody).id]).toEqual([201, file.id]);
    expect(await application.sql('SELECT id FROM answer_file WHERE question_id = $1', [cv])).toEqual([{ id: file.id }]);

    const { body } = await register({ [cv]: [file.id] });
    const read = (token: string | null, id = body.id, fileId = file.id) =>
      fetch(`${application.url}/api/v1/registrations/${id}/answer-files/${fileId}`, {
        headers: token === null ? {} : { authorization: `Bearer ${token}` },
      });
    for (const token of [body.manageToken, application.adminToken]) {
      const answer = await read(token);
      expect([answer.status, answer.headers.get('cache-control'), Buffer.from(await answer.arrayBuffer())]).toEqual([
        200,
        'private, no-store',
        aPdf(),
      ]);
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="My CV.pdf"/);
    }
    const otherFile = (await (await upload(cv)).json()) as AnswerFileBody;
    const other = await register({ [cv]: [otherFile.id] });
    const statuses = [
      await read(other.body.manageToken),
      await read(body.manageToken, body.id, otherFile.id),
      await read(application.adminToken, other.body.id, file.id),
      await read(null),
      await read(await anAccount(application)),
    ].map(({ status }) => status);
    expect(statuses).toEqual([404, 404, 404, 401, 403]);
  });

  it('take no files from forms of other sites, of no question, too large or of a kind that runs', async () => {
    const cv = await create({ label: 'CV', kind: 'file' });
    const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as AnswerFileBody).code];
    expect(await codeOf(await upload(cv, { token: null }))).toEqual([415, 'unsupported-media-type']);
    expect(await codeOf(await upload(edition.category))).toEqual([404, 'not-found']);
    expect(await codeOf(await upload('x'))).toEqual([422, 'invalid-input']);
    expect(await codeOf(await upload(cv, { content: aPdf('x'.repeat(10_000_000)) }))).toEqual([413, 'too-large']);
    expect(await codeOf(await upload(cv, { content: Buffer.from('<script>x</script>') }))).toEqual([
      422,
      'file-type-not-allowed',
    ]);
    expect(await application.sql('SELECT id FROM answer_file WHERE question_id = $1', [cv])).toEqual([]);
  });
});
