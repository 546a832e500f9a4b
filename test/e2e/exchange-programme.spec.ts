import { scopeOfEdition } from '../../src/features/editions/index.js';
import { DecisionsService } from '../../src/features/registration/index.js';
import { anAccount } from '../factories/account.js';
import { aCategory, anEdition, type BuiltEdition } from '../factories/edition.js';
import { aPdf } from '../factories/files.js';
import { aForm } from '../factories/registration.js';
import { aSeries } from '../factories/series.js';
import { type Body, startTestApplication, type TestApplication } from '../support/running-application.js';
import { eventually } from '../support/until.js';

/*
 * A yearly intake of students, hosted overseas: each host has its places, applications come with a document, two reviewers decide, and
 * an offer that is not accepted in time goes on to whoever is next.
 */
describe('an exchange programme', () => {
  let application: TestApplication;
  let intake: BuiltEdition;
  let hosts: string[];
  let motivation: string;
  let reviewers: string[];
  const students: Body[] = [];

  beforeAll(async () => {
    application = await startTestApplication({ process: 'all' });
    const series = await aSeries(application, { kind: 'exchange_programme' });
    const places = { capacity: 1, approval: true, reviewsRequired: 2, waitingList: true, offerHours: 72 };
    intake = await anEdition(application, {
      edition: { series: series.slug },
      category: { name: 'Groningen', attendance: 'in_person', ...places },
      stream: null,
      rule: null,
    });
    hosts = [
      intake.category,
      await aCategory(application, intake.key, { name: 'Winnipeg', attendance: 'in_person', ...places, capacity: 2 }),
    ];
    const asked = await application.asAdmin('POST', `/editions/${intake.key}/questions`, {
      label: 'Letter of motivation',
      kind: 'file',
      required: true,
    });
    motivation = asked.body.id;
    reviewers = [];
    const scope = scopeOfEdition(intake.seriesId, intake.id);
    for (let reviewer = 0; reviewer < 2; reviewer++) {
      reviewers.push(await anAccount(application, { role: 'organiser', scope }));
    }
  });
  afterAll(() => application.stop());
  afterEach(() => application.setNow(null));

  const apply = async (host: string, name: string): Promise<Body> => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(aPdf())]), 'letter.pdf');
    const received = await fetch(
      `${application.url}/api/v1/editions/${intake.key}/answer-files?question=${motivation}`,
      { method: 'POST', body: form, headers: { authorization: `Bearer ${application.adminToken}` } },
    );
    const file = ((await received.json()) as Body).id;
    const { status, body } = await application.api('POST', `/editions/${intake.key}/registrations`, {
      ...aForm({ category: host }, { name }),
      answers: { [motivation]: [file] },
    });
    expect([status, body.status]).toEqual([201, 'pending']);
    return body;
  };
  const decide = (reviewer: number, verdict: 'approve' | 'decline', { id }: Body, body: object = {}) =>
    application.api('POST', `/registrations/${id}/${verdict}`, body, { token: reviewers[reviewer] });
  const statusOf = async ({ id }: Body) => (await application.asAdmin('GET', `/registrations/${id}`)).body.status;
  const mailsTo = async ({ id }: Body) => {
    const rows = await eventually(
      () =>
        application.sql<{ kind: string; state: string }>(
          'SELECT kind, state FROM delivery WHERE registration_id = $1 ORDER BY id',
          [id],
        ),
      (found) => found.every(({ state }) => state !== 'planned' && state !== 'sending'),
    );
    return rows.filter(({ state }) => state === 'sent').map(({ kind }) => kind);
  };

  it('takes applications with a document, and none without', async () => {
    for (const name of ['Ada', 'Béla', 'Chen']) students.push(await apply(hosts[0]!, name));
    const without = await application.api(
      'POST',
      `/editions/${intake.key}/registrations`,
      aForm({ category: hosts[0]! }),
    );
    expect([without.status, without.body.errors.map(({ path, code }) => `${path} ${code}`)]).toEqual([
      422,
      [`answers.${motivation} required`],
    ]);
  });

  it('has two reviewers decide, each for themselves and with notes that applicants never see', async () => {
    const [ada, bela, chen] = students as [Body, Body, Body];
    expect((await decide(0, 'approve', ada, { note: 'Outstanding.' })).body.status).toBe('pending');
    expect((await decide(0, 'approve', ada)).body.status).toBe('pending');
    expect((await decide(1, 'approve', ada)).body.status).toBe('offered');
    for (const reviewer of [0, 1]) await decide(reviewer, 'approve', bela);
    expect(await statusOf(bela)).toBe('waitlisted');
    await decide(0, 'decline', chen, { note: 'Too early.' });
    await decide(1, 'decline', chen, { message: 'Please apply again next year.' });
    const seen = await application.api('GET', `/registrations/${chen.id}`, undefined, { token: chen.manageToken });
    expect(seen.body).toMatchObject({ status: 'declined', statusNote: 'Please apply again next year.' });
    expect(JSON.stringify(seen.body)).not.toContain('Too early');
    expect([await mailsTo(ada), await mailsTo(bela), await mailsTo(chen)]).toEqual([
      ['confirmation', 'approved'],
      ['confirmation', 'waitlisted'],
      ['confirmation', 'declined'],
    ]);
    const letter = application.sink.messages.find(({ text }) => text.includes('Please apply again next year.'));
    expect(letter?.text).not.toContain('Too early');
  });

  it('lets an offer lapse at its deadline and makes the next one theirs, who accepts it by their own link', async () => {
    const [ada, bela] = students as [Body, Body];
    application.setNow(new Date(Date.now() + 73 * 3_600_000));
    await application.get(DecisionsService).lapse();
    expect([await statusOf(ada), await statusOf(bela)]).toEqual(['cancelled', 'offered']);
    // The offer has to have reached her: a mail that a newer change overtakes is not sent.
    expect(await mailsTo(bela)).toEqual(['confirmation', 'waitlisted', 'promoted']);
    const accepted = await application.api('POST', `/registrations/${bela.id}/accept`, {}, { token: bela.manageToken });
    expect([accepted.status, accepted.body.status]).toEqual([200, 'confirmed']);
    const late = await application.api('POST', `/registrations/${ada.id}/accept`, {}, { token: ada.manageToken });
    expect([late.status, late.body.code]).toEqual([409, 'wrong-status']);
    expect(await mailsTo(bela)).toEqual(['confirmation', 'waitlisted', 'promoted', 'confirmation']);
    expect(await mailsTo(ada)).toEqual(['confirmation', 'approved', 'cancelled']);
  });

  it('counts the places of each host by itself', async () => {
    const dai = await apply(hosts[1]!, 'Dai');
    for (const reviewer of [0, 1]) await decide(reviewer, 'approve', dai);
    const { body } = await application.api('GET', `/editions/${intake.key}/categories`);
    expect(body.items.map((category) => [category['taken'], category['waiting']])).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });
});
