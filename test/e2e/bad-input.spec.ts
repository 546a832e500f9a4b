import { anEdition, aRule, type BuiltEdition, hoursFromStart } from '../factories/edition.js';
import { aForm, aRegistration } from '../factories/registration.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

interface Bad {
  case: string;
  method?: string;
  path: (edition: BuiltEdition) => string;
  body?: (edition: BuiltEdition) => unknown;
  headers?: Record<string, string>;
  status: number;
  code: string;
  /** Path and code of each wrong field. */
  errors?: [path: string, code: string][];
}

const EDITIONS = () => '/editions';
const REGISTRATIONS = ({ key }: BuiltEdition) => `/editions/${key}/registrations`;
const newEdition = (more: object) => (edition: BuiltEdition) => ({
  series: seriesOf.get(edition.key),
  year: 2031,
  ...more,
});
const form = (more: object) => (edition: BuiltEdition) => ({ ...aForm(edition), ...more });
const seriesOf = new Map<string, string>();
const invalid = (...errors: [path: string, code: string][]) => ({ status: 422, code: 'invalid-input', errors });

describe('bad input', () => {
  let application: TestApplication;
  let edition: BuiltEdition;
  let soldOut: BuiltEdition;
  let closed: BuiltEdition;
  let draft: BuiltEdition;
  beforeAll(async () => {
    application = await startTestApplication({ process: 'all' });
    edition = await anEdition(application);
    soldOut = await anEdition(application, { category: { capacity: 1 } });
    await aRegistration(application, soldOut);
    closed = await anEdition(application, { category: { closesAt: '2020-01-01T00:00:00Z' } });
    draft = await anEdition(application, { published: false });
    const { body } = await application.asAdmin('GET', `/editions/${edition.key}`);
    seriesOf.set(edition.key, body.series as string);
    await application.sink.waitFor(1); // the one of the registration above
  });
  afterAll(() => application.stop());

  /** How many rows every table of ours has, and how many mails have gone out. */
  const everything = async () => {
    const tables = await application.sql<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
    );
    const counts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::int FROM "${name}"`);
    const rows = await application.sql<{ name: string; count: number }>(counts.join(' UNION ALL '));
    return {
      ...Object.fromEntries(
        rows.filter(({ name }) => !name.startsWith('bullmq')).map(({ name, count }) => [name, count]),
      ),
      mails: application.sink.messages.length,
    };
  };

  const table: Bad[] = [
    {
      case: 'an unknown field',
      path: EDITIONS,
      body: newEdition({ colour: 'red' }),
      ...invalid(['colour', 'unknown-field']),
    },
    {
      case: 'an unknown field inside another',
      path: EDITIONS,
      body: newEdition({ venue: { city: 'Shantou', floor: 3 } }),
      ...invalid(['venue.floor', 'unknown-field']),
    },
    { case: 'a missing field', path: EDITIONS, body: () => ({ year: 2031 }), ...invalid(['series', 'required']) },
    {
      case: 'a field of another type',
      path: EDITIONS,
      body: newEdition({ year: '2031' }),
      ...invalid(['year', 'invalid-type']),
    },
    {
      case: 'an unknown zone',
      path: EDITIONS,
      body: newEdition({ timeZone: 'Asia/Peking' }),
      ...invalid(['timeZone', 'unknown-time-zone']),
    },
    {
      case: 'an abbreviation as zone',
      path: EDITIONS,
      body: newEdition({ timeZone: 'PDT' }),
      ...invalid(['timeZone', 'unknown-time-zone']),
    },
    {
      case: 'an end before the start',
      path: EDITIONS,
      body: newEdition({ timeZone: 'UTC', startsAt: '2031-05-01T10:00', endsAt: '2031-05-01T09:00' }),
      ...invalid(['endsAt', 'end-before-start']),
    },
    {
      case: 'an end at the start',
      path: EDITIONS,
      body: newEdition({ timeZone: 'UTC', startsAt: '2031-05-01T10:00', endsAt: '2031-05-01T10:00' }),
      ...invalid(['endsAt', 'end-before-start']),
    },
    {
      case: 'a local time that is skipped',
      path: EDITIONS,
      body: newEdition({ timeZone: 'Europe/Berlin', startsAt: '2027-03-28T02:30', endsAt: '2027-03-28T09:00' }),
      status: 422,
      code: 'ambiguous-local-time',
      errors: [['startsAt', 'ambiguous-local-time']],
    },
    {
      case: 'a local time that happens twice',
      path: EDITIONS,
      body: newEdition({ timeZone: 'Europe/Berlin', startsAt: '2027-10-30T10:00', endsAt: '2027-10-31T02:30' }),
      status: 422,
      code: 'ambiguous-local-time',
      errors: [['endsAt', 'ambiguous-local-time']],
    },
    {
      case: 'a day that does not exist',
      path: EDITIONS,
      body: newEdition({ timeZone: 'UTC', startsAt: '2031-02-29T10:00Z', endsAt: '2031-03-01T10:00Z' }),
      ...invalid(['startsAt', 'invalid-date']),
    },
    {
      case: 'a start without an end',
      path: EDITIONS,
      body: newEdition({ timeZone: 'UTC', startsAt: '2031-05-01T10:00' }),
      ...invalid(['endsAt', 'required']),
    },
    { case: 'a list instead of an object', path: EDITIONS, body: () => [], ...invalid(['', 'invalid-type']) },
    { case: 'no body', path: EDITIONS, ...invalid(['', 'required']) },
    { case: 'malformed JSON', path: EDITIONS, body: () => '{"series":', status: 400, code: 'malformed-request' },
    {
      case: 'a body of another type',
      path: EDITIONS,
      body: () => '<edition/>',
      headers: { 'content-type': 'application/xml' },
      status: 415,
      code: 'unsupported-media-type',
    },
    {
      case: 'a prototype in JSON',
      path: EDITIONS,
      body: () => '{"__proto__":{"admin":true}}',
      status: 400,
      code: 'malformed-request',
    },
    {
      case: 'a body of 5 MB',
      path: REGISTRATIONS,
      body: form({ name: 'x'.repeat(5_000_000) }),
      status: 413,
      code: 'too-large',
    },
    {
      case: 'CR and LF in a name',
      path: REGISTRATIONS,
      body: form({ name: 'Ada\r\nBcc: all@example.org' }),
      ...invalid(['name', 'control-characters']),
    },
    {
      case: 'LF in an affiliation',
      path: REGISTRATIONS,
      body: form({ affiliation: 'A\nB' }),
      ...invalid(['affiliation', 'control-characters']),
    },
    {
      case: 'a NUL in a name',
      path: REGISTRATIONS,
      body: form({ name: 'Ada\u0000' }),
      ...invalid(['name', 'control-characters']),
    },
    {
      case: 'a name of nothing but spaces',
      path: REGISTRATIONS,
      body: form({ name: '  ' }),
      ...invalid(['name', 'too-small']),
    },
    {
      case: 'a name that is too long',
      path: REGISTRATIONS,
      body: form({ name: 'x'.repeat(201) }),
      ...invalid(['name', 'too-big']),
    },
    {
      case: 'two addresses',
      path: REGISTRATIONS,
      body: form({ email: 'ada@example.org, eve@example.org' }),
      ...invalid(['email', 'invalid-format']),
    },
    {
      case: 'an address with a display name',
      path: REGISTRATIONS,
      body: form({ email: 'Ada <ada@example.org>' }),
      ...invalid(['email', 'invalid-format']),
    },
    {
      case: 'an address with a line break',
      path: REGISTRATIONS,
      body: form({ email: 'ada@example.org\r\nRCPT TO:<eve@example.org>' }),
      ...invalid(['email', 'invalid-format']),
    },
    {
      case: 'a list of addresses',
      path: REGISTRATIONS,
      body: form({ email: ['ada@example.org'] }),
      ...invalid(['email', 'invalid-type']),
    },
    {
      case: 'no consent',
      path: REGISTRATIONS,
      body: form({ consent: false }),
      ...invalid(['consent', 'invalid-value']),
    },
    {
      case: 'a category that is no id',
      path: REGISTRATIONS,
      body: form({ category: 'online' }),
      ...invalid(['category', 'invalid-format']),
    },
    {
      case: 'a category of nowhere',
      path: REGISTRATIONS,
      body: form({ category: '01900000-0000-7000-8000-000000000000' }),
      ...invalid(['category', 'unknown-category']),
    },
    {
      case: 'an institution of nowhere',
      path: REGISTRATIONS,
      body: form({ institution: 'atlantis' }),
      ...invalid(['institution', 'unknown-institution']),
    },
    {
      case: 'several wrong fields at once',
      path: REGISTRATIONS,
      body: form({ name: '', email: 'ada', country: 'China', locale: 'de' }),
      ...invalid(
        ['email', 'invalid-format'],
        ['name', 'too-small'],
        ['country', 'invalid-format'],
        ['locale', 'invalid-value'],
      ),
    },
    {
      case: 'nobody’s edition',
      path: () => '/editions/nowhere/registrations',
      body: form({}),
      status: 404,
      code: 'not-found',
    },
    {
      case: 'more than the capacity',
      path: () => REGISTRATIONS(soldOut),
      body: () => aForm(soldOut),
      status: 409,
      code: 'sold-out',
    },
    {
      case: 'a closed registration',
      path: () => REGISTRATIONS(closed),
      body: () => aForm(closed),
      status: 409,
      code: 'registration-closed',
    },
    {
      case: 'a draft’s registration',
      path: () => REGISTRATIONS(draft),
      body: () => aForm(draft),
      status: 409,
      code: 'registration-closed',
    },
    {
      case: 'a waiting list that is neither on nor off',
      path: ({ key }) => `/editions/${key}/categories`,
      body: () => ({ name: 'Hall', waitingList: 'yes' }),
      ...invalid(['waitingList', 'invalid-type']),
    },
    {
      case: 'a quota below nothing, and six reviewers',
      path: ({ key }) => `/editions/${key}/categories`,
      body: () => ({ name: 'Hall', reviewsRequired: 6, quotas: [{ institution: 'sumc', capacity: -1 }] }),
      ...invalid(['reviewsRequired', 'too-big'], ['quotas.0.capacity', 'too-small']),
    },
    {
      case: 'a window that closes before it opens',
      path: ({ key }) => `/editions/${key}/categories`,
      body: () => ({ name: 'Hall', opensAt: hoursFromStart(-1), closesAt: hoursFromStart(-2) }),
      ...invalid(['closesAt', 'end-before-start']),
    },
    {
      case: 'a capacity below zero',
      path: ({ key }) => `/editions/${key}/categories`,
      body: () => ({ name: 'Hall', capacity: -1 }),
      ...invalid(['capacity', 'too-small']),
    },
    {
      case: 'an offset that is no duration',
      path: ({ key }) => `/editions/${key}/reminder-rules`,
      body: () => ({ offset: '1 hour before' }),
      ...invalid(['offset', 'invalid-duration']),
    },
    {
      case: 'a time of day with hours',
      path: ({ key }) => `/editions/${key}/reminder-rules`,
      body: () => ({ offset: '-PT2H', at: '09:00' }),
      ...invalid(['at', 'invalid-value']),
    },
    {
      case: 'a mirror that is a script',
      path: ({ key }) => `/editions/${key}/streams`,
      body: () => ({ title: 'Hall', mirrors: [{ provider: 'other', url: 'javascript:alert(1)' }] }),
      ...invalid(['mirrors.0.url', 'invalid-url']),
    },
    { case: 'a page of 0', method: 'GET', path: () => '/institutions?limit=0', ...invalid(['limit', 'too-small']) },
    { case: 'a page of 201', method: 'GET', path: () => '/institutions?limit=201', ...invalid(['limit', 'too-big']) },
    {
      case: 'a page of many',
      method: 'GET',
      path: () => '/institutions?limit=many',
      ...invalid(['limit', 'invalid-type']),
    },
    {
      case: 'a cursor that no list gave',
      method: 'GET',
      path: () => '/institutions?cursor=next',
      ...invalid(['cursor', 'invalid-format']),
    },
    { case: 'no id', method: 'GET', path: () => '/registrations/7', status: 404, code: 'not-found' },
    {
      case: 'an id in a path that is no id',
      method: 'PATCH',
      path: ({ key }) => `/editions/${key}/streams/first`,
      body: () => ({ title: 'Hall' }),
      status: 404,
      code: 'not-found',
    },
    { case: 'nobody’s path', method: 'GET', path: () => '/nothing', status: 404, code: 'not-found' },
    {
      case: 'a broken percent sign',
      method: 'GET',
      path: () => '/editions/%E0%A4%A',
      status: 400,
      code: 'malformed-request',
    },
  ];

  it.each(table)(
    '$case: $status $code, nothing stored, nothing sent',
    async ({ method = 'POST', path, body, headers, status, code, errors }) => {
      const before = await everything();
      const answer = await application.asAdmin(method, path(edition), body?.(edition), { headers });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(answer.body).toEqual({
        type: `urn:symposia:problem:${code}`,
        title: expect.stringMatching(/\w/) as string,
        status,
        detail: expect.stringMatching(/\w/) as string,
        code,
        instance: expect.stringMatching(/^urn:request:[0-9a-f-]{36}$/) as string,
        ...(errors && {
          errors: errors.map(([at, why]) => ({ path: at, code: why, message: expect.stringMatching(/\w/) as string })),
        }),
      });
      expect(await everything()).toEqual(before);
    },
  );

  it('a second registration for one address hears so, and its holder gets the link again', async () => {
    const own = await anEdition(application, { rule: null });
    const first = aForm(own);
    await application.api('POST', REGISTRATIONS(own), first);
    const answer = await application.api('POST', REGISTRATIONS(own), {
      ...aForm(own),
      email: first.email.toUpperCase(),
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'already-registered']);
    const mine = () => application.sink.messages.filter(({ envelope }) => envelope.to[0] === first.email);
    await application.sink.waitFor(application.sink.messages.length + (2 - mine().length));
    const links = mine().map(({ text }) => /https:\S+\/r\/[\w-]+/.exec(text)?.[0]);
    expect(links).toEqual([links[0], links[0]]);
  });

  it('a state that cannot be reached is a conflict', async () => {
    const answer = await application.asAdmin('POST', `/editions/${draft.key}/complete`);
    expect([answer.status, answer.body.code]).toEqual([409, 'impossible-transition']);
  });

  it('a partial change cannot make a rule that could not have been created', async () => {
    const rule = await aRule(application, edition.key, { offset: '-P1D', at: '09:00' });
    const answer = await application.asAdmin('PATCH', `/editions/${edition.key}/reminder-rules/${rule}`, {
      offset: '-PT2H',
    });
    expect([answer.status, answer.body.errors[0]?.path]).toEqual([422, 'at']);
  });
});
