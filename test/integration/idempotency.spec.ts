import { IdempotencyInterceptor } from '../../src/platform/http/idempotency.js';
import { RegistrationsMoved } from '../../src/features/registration/index.js';
import { EventBus } from '../../src/platform/events/event-bus.js';
import { anEdition } from '../factories/edition.js';
import { aForm } from '../factories/registration.js';
import { nextNumber } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('Idempotency-Key', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());

  const anInput = (more = {}) => ({
    slug: `hospital-${nextNumber()}`,
    name: 'Hospital',
    city: 'Winnipeg',
    country: 'CA',
    timeZone: 'America/Winnipeg',
    ...more,
  });
  const post = (key: string, body: unknown, path = '/institutions') =>
    application.asAdmin('POST', path, body, { headers: { 'idempotency-key': key } });
  const stored = async (slug: string) =>
    (
      await application.sql<{ count: number }>('SELECT count(*)::int AS count FROM institution WHERE slug = $1', [slug])
    )[0]!.count;

  it('the same request again gets the same answer, and has no second effect', async () => {
    const [key, input] = ['again', anInput()];
    const [first, second] = [await post(key, input), await post(key, input)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(await stored(input.slug)).toBe(1);
  });

  it('without a key the same request is another request', async () => {
    const input = anInput();
    const answers = [
      await application.asAdmin('POST', '/institutions', input),
      await application.asAdmin('POST', '/institutions', input),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      [201, undefined],
      [409, 'duplicate-slug'],
    ]);
  });

  it('another body by the same key is refused, and has no effect', async () => {
    const [first, other] = [anInput(), anInput()];
    await post('reused', first);
    const answer = await post('reused', other);
    expect([answer.status, answer.body.code, answer.body.errors[0]?.path]).toEqual([
      422,
      'idempotency-key-reused',
      'Idempotency-Key',
    ]);
    expect(await stored(other.slug)).toBe(0);
  });

  it('a refusal is remembered like any answer', async () => {
    const input = anInput({ timeZone: 'Mars/Olympus' });
    const [first, second] = [await post('refused', input), await post('refused', input)];
    expect([first.status, second.status]).toEqual([422, 422]);
    const { instance: _, ...problem } = first.body;
    expect(second.body).toMatchObject(problem);
    expect(second.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('a key belongs to one path and one person', async () => {
    const edition = await anEdition(application);
    const { body } = await application.asAdmin('POST', '/tokens', { name: 'another program' });
    const headers = { 'idempotency-key': 'shared' };
    const form = aForm(edition);
    const path = `/editions/${edition.key}/registrations`;
    expect((await post('shared', anInput())).status).toBe(201);
    expect((await post('shared', form, path)).status).toBe(201);
    expect((await application.api('POST', path, aForm(edition), { headers })).status).toBe(201);
    // The same person by another token.
    expect((await application.api('POST', path, aForm(edition), { headers, token: body.token })).body.code).toBe(
      'idempotency-key-reused',
    );
  });

  it('an error of ours is not remembered: the same request may succeed later', async () => {
    const edition = await anEdition(application);
    let fails = true;
    application
      .get(EventBus)
      .on(RegistrationsMoved, () => (fails ? Promise.reject(new Error('a full disk, say')) : Promise.resolve()));
    const [path, form] = [`/editions/${edition.key}/registrations`, aForm(edition)];
    const first = await post('later', form, path);
    expect([first.status, first.body.code, JSON.stringify(first.body).includes('disk')]).toEqual([
      500,
      'internal-error',
      false,
    ]);
    fails = false;
    expect((await post('later', form, path)).status).toBe(201);
    expect(
      await application.sql('SELECT count(*)::int AS registrations FROM registration WHERE edition_id = $1', [
        edition.id,
      ]),
    ).toEqual([{ registrations: 1 }]);
  });

  it('a request whose process has died is taken over when its lease has run out', async () => {
    const input = anInput();
    await post('orphan', input);
    await application.sql('DELETE FROM institution WHERE slug = $1', [input.slug]);
    await application.sql(
      `UPDATE idempotency_record SET answer = NULL, leased_until = now() - interval '1 second' WHERE key = 'orphan'`,
    );
    const answers = await Promise.all([post('orphan', input), post('orphan', input), post('orphan', input)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await stored(input.slug)).toBe(1);
  });

  it.each([
    { key: 'x'.repeat(255), status: 201 },
    { key: 'x'.repeat(256), status: 422 },
    { key: 'with space', status: 422 },
    { key: 'caf\u00e9', status: 422 },
  ])('the key $key: $status', async ({ key, status }) => {
    expect((await post(key, anInput())).status).toBe(status);
  });

  it('answers are forgotten after a day', async () => {
    const inputs = [anInput(), anInput()];
    await post('old', inputs[0]);
    await post('young', inputs[1]);
    await application.sql(`UPDATE idempotency_record SET created_at = now() - interval '25 hours' WHERE key = 'old'`);
    await application.sql(`UPDATE idempotency_record SET created_at = now() - interval '23 hours' WHERE key = 'young'`);
    await application.get(IdempotencyInterceptor).prune();
    expect(await application.sql(`SELECT key FROM idempotency_record WHERE key IN ('old', 'young')`)).toEqual([
      { key: 'young' },
    ]);
  });

  it('keeps answers sealed: a token that is answered stands nowhere in the database', async () => {
    const answer = await application.asAdmin(
      'POST',
      '/tokens',
      { name: 'a program' },
      { headers: { 'idempotency-key': 'sealed' } },
    );
    const again = await application.asAdmin(
      'POST',
      '/tokens',
      { name: 'a program' },
      { headers: { 'idempotency-key': 'sealed' } },
    );
    expect(again.body.token).toBe(answer.body.token);
    const [row] = await application.sql<{ text: string }>(
      `SELECT encode(answer, 'escape') AS text FROM idempotency_record WHERE key = 'sealed'`,
    );
    expect(row!.text.includes(answer.body.token)).toBe(false);
  });
});
