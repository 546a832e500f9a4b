import { setTimeout as pause } from 'node:timers/promises';
import { anEdition } from '../factories/edition.js';
import { aForm } from '../factories/registration.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

describe('many at once', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await startTestApplication({ process: 'all' });
  });
  afterAll(() => application.stop());

  it('two hundred register for the last place: one gets it, the others hear that it is sold out', async () => {
    const edition = await anEdition(application, { category: { capacity: 1 } });
    const answers = await Promise.all(
      Array.from({ length: 200 }, () =>
        application.api('POST', `/editions/${edition.key}/registrations`, aForm(edition)),
      ),
    );
    const outcomes = answers.map(({ status, body }) => `${status} ${body.code ?? body.status}`);
    expect(outcomes.filter((outcome) => outcome === '201 confirmed')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === '409 sold-out')).toHaveLength(199);
    expect(
      await application.sql(
        `SELECT taken, (SELECT count(*)::int FROM registration WHERE edition_id = $1) AS registrations,
           (SELECT count(*)::int FROM delivery WHERE edition_id = $1) AS deliveries FROM category WHERE edition_id = $1`,
        [edition.id],
      ),
    ).toEqual([{ taken: 1, registrations: 1, deliveries: 2 }]);
  });

  it('one registration sent twenty times at once by one Idempotency-Key is one registration and one mail', async () => {
    const edition = await anEdition(application);
    const form = aForm(edition);
    const send = (body: object) =>
      application.api('POST', `/editions/${edition.key}/registrations`, body, {
        headers: { 'idempotency-key': 'one-click' },
      });
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(form)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
    for (const { body } of answers) expect(body).toEqual(answers[0]!.body);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(19);

    const other = await send({ ...form, name: 'Somebody else' });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);

    const mine = () => application.sink.messages.filter(({ envelope }) => envelope.to.includes(form.email));
    await eventually(mine, (mails) => mails.length > 0);
    await pause(1_500); // a second mail would come with the sweep
    expect(mine()).toHaveLength(1);
    expect(
      await application.sql('SELECT email, name, status FROM registration WHERE edition_id = $1', [edition.id]),
    ).toEqual([{ email: form.email, name: form.name, status: 'confirmed' }]);
  });
});
