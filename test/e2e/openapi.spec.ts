import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { LinkRows } from '../../src/features/accounts/index.js';
import { anEdition } from '../factories/edition.js';
import { aForm } from '../factories/registration.js';
import { TaskRunner } from '../../src/platform/tasks/task-runner.js';
import { ADMIN, startTestApplication, type TestApplication } from '../support/running-application.js';

interface Operation {
  operationId: string;
  tags: string[];
  responses: Record<string, { description: string; content?: Record<string, { schema: object }> }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

/** What the outside contract promises of the resources that are built. */
const PROMISED = [
  'POST /session',
  'DELETE /session',
  'GET /me',
  'GET /tokens',
  'POST /tokens',
  'GET /tokens/{id}',
  'DELETE /tokens/{id}',
  ...collection('/accounts', '/accounts/{id}'),
  'POST /accounts/{id}/invitation',
  ...collection('/accounts/{id}/roles', '/accounts/{id}/roles/{roleId}'),
  'GET /me/sessions',
  'DELETE /me/sessions/{id}',
  'POST /password-reset',
  'POST /password-reset/{token}',
  'POST /sign-in-link',
  'POST /invitations/{token}',
  'GET /audit',
  ...collection('/institutions', '/institutions/{slug}'),
  ...collection('/series', '/series/{slug}'),
  'GET /series/{slug}/members',
  'POST /series/{slug}/members',
  'GET /series/{slug}/members/{id}',
  'PATCH /series/{slug}/members/{id}',
  'GET /series/{slug}/editions',
  'POST /series/{slug}/editions',
  'GET /editions/{key}',
  'PATCH /editions/{key}',
  'DELETE /editions/{key}',
  'POST /editions/{key}/publish',
  'POST /editions/{key}/cancel',
  'POST /editions/{key}/postpone',
  'POST /editions/{key}/complete',
  'POST /editions/{key}/reschedule',
  'POST /editions/{key}/clone',
  ...collection('/editions/{key}/categories', '/editions/{key}/categories/{id}'),
  ...collection('/editions/{key}/pools', '/editions/{key}/pools/{id}'),
  ...collection('/editions/{key}/questions', '/editions/{key}/questions/{id}'),
  'POST /editions/{key}/questions/reorder',
  'POST /editions/{key}/answer-files',
  'GET /registrations/{id}/answer-files/{fileId}',
  ...collection('/editions/{key}/rooms', '/editions/{key}/rooms/{id}'),
  ...collection('/editions/{key}/tracks', '/editions/{key}/tracks/{id}'),
  ...collection('/editions/{key}/speakers', '/editions/{key}/speakers/{id}'),
  ...collection('/editions/{key}/sessions', '/editions/{key}/sessions/{id}'),
  'GET /editions/{key}/programme',
  'GET /editions/{key}/programme/warnings',
  'GET /editions/{key}/programme/releases',
  'POST /editions/{key}/programme/releases',
  ...collection('/editions/{key}/streams', '/editions/{key}/streams/{id}'),
  ...collection('/institutions/{slug}/names', '/institutions/{slug}/names/{id}'),
  'POST /institutions/{slug}/merge',
  ...collection('/editions/{key}/documents', '/editions/{key}/documents/{id}'),
  ...collection('/editions/{key}/reminder-rules', '/editions/{key}/reminder-rules/{id}'),
  'POST /editions/{key}/reminder-rules/{id}/preview',
  'GET /editions/{key}/invitations',
  'POST /editions/{key}/invitations',
  'GET /editions/{key}/invitations/{id}',
  'DELETE /editions/{key}/invitations/{id}',
  'POST /editions/{key}/invitations/{id}/resend',
  'POST /editions/{key}/invitations/remind',
  'POST /editions/{key}/registrations/approve',
  'POST /editions/{key}/registrations/decline',
  'POST /editions/{key}/registrations',
  'GET /editions/{key}/registrations',
  'GET /editions/{key}/registrations.csv',
  'GET /editions/{key}/registrations.xlsx',
  'GET /registrations/{id}',
  'PATCH /registrations/{id}',
  'POST /registrations/{id}/cancel',
  'POST /editions/{key}/registrations/import',
  'GET /tasks/{id}',
  'POST /tasks/{id}/cancel',
  'GET /tasks/{id}/file',
  'POST /registrations/{id}/undo-cancel',
  'POST /registrations/{id}/change-category',
  'POST /registrations/{id}/approve',
  'POST /registrations/{id}/decline',
  'POST /registrations/{id}/promote',
  'POST /registrations/{id}/accept',
  'GET /registrations/{id}/data',
  'POST /registrations/{id}/erase',
  'POST /editions/{key}/lost-link',
  'POST /registrations/{id}/check-in',
  'POST /registrations/{id}/undo-check-in',
  'POST /editions/{key}/check-in/scans',
  'GET /editions/{key}/check-in/list',
  'GET /editions/{key}/check-in/counters',
  'GET /editions/{key}/deliveries',
  'GET /editions/{key}/deliveries/summary',
  'POST /deliveries/{id}/resend',
];

function collection(path: string, item: string): string[] {
  return [`GET ${path}`, `POST ${path}`, `GET ${item}`, `PATCH ${item}`, `DELETE ${item}`];
}

describe('the OpenAPI document', () => {
  let application: TestApplication;
  let document: Document;
  let described: string[];
  beforeAll(async () => {
    application = await startTestApplication();
    document = (await (await fetch(`${application.url}/api/openapi.json`)).json()) as Document;
    described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
    );
  });
  afterAll(() => application.stop());

  const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path));

  it('is of version 3.1 and can be read without another file', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.info).toMatchObject({ title: 'Symposia', version: '1' });
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference!);
    expect(references.length).toBeGreaterThan(20);
    const names = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect([...new Set(references)].filter((reference) => !names.includes(reference))).toEqual([]);
  });

  it('names each operation once, and says what each answers when all is well and when not', () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(ids.length).toBeGreaterThan(40);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operationId, responses, tags } of operations()) {
      // One that may begin long work has a second good answer.
      const answers = Object.keys(responses);
      const [first, ...others] = answers.length > 2 ? answers.filter((status) => status !== '202') : answers;
      expect({ operationId, first, others, tags: tags.length }).toEqual({
        operationId,
        first: expect.stringMatching(/^20[0124]$/) as string,
        others: ['default'],
        tags: 1,
      });
    }
  });

  it('names the parameters of each path', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const operation of Object.values(methods) as (Operation & {
        parameters?: { name: string; in: string }[];
      })[]) {
        const named = (operation.parameters ?? [])
          .filter((parameter) => parameter.in === 'path')
          .map(({ name }) => name);
        expect([path, named.sort()]).toEqual([path, [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort()]);
      }
    }
  });

  it('has every path of the contract that is built', () => {
    expect(PROMISED.filter((operation) => !described.includes(operation))).toEqual([]);
  });

  it('has exactly the routes of the application below /api/v1', () => {
    const routes: string[] = [];
    for (const module of application.get(ModulesContainer).values()) {
      for (const { metatype } of module.controllers.values()) {
        const base = Reflect.getMetadata(PATH_METADATA, metatype!) as string | string[];
        if (typeof base !== 'string' || !base.startsWith('api/v1')) continue;
        const prototype = metatype!.prototype as Record<string, object>;
        for (const name of Object.getOwnPropertyNames(prototype)) {
          const method = Reflect.getMetadata(METHOD_METADATA, prototype[name]!) as RequestMethod | undefined;
          if (method === undefined) continue;
          const own = Reflect.getMetadata(PATH_METADATA, prototype[name]!) as string;
          const path = `/${base}/${own}`
            .replace(/\/+/g, '/')
            .replace(/\/$/, '')
            .replace(/:(\w+)/g, '{$1}');
          routes.push(`${RequestMethod[method]} ${path.replace('/api/v1', '')}`);
        }
      }
    }
    expect(described.sort()).toEqual(routes.sort());
  });

  it('describes a form with a file beside the JSON', () => {
    const operation = document.paths['/api/v1/editions/{key}/documents']!['post'] as Operation & {
      requestBody: { content: Record<string, { schema: { properties?: Record<string, object> } }> };
    };
    const { content } = operation.requestBody;
    expect(Object.keys(content)).toEqual(['application/json', 'multipart/form-data']);
    expect(content['application/json']!.schema).toEqual({ $ref: '#/components/schemas/CreateDocument' });
    expect(content['multipart/form-data']!.schema.properties).toMatchObject({
      title: { type: 'string' },
      'title.zh-Hans': { type: 'string' },
      file: { type: 'string', format: 'binary' },
    });
  });

  it('is readable as a page that loads nothing from elsewhere', async () => {
    const answer = await fetch(`${application.url}/api/docs`);
    const html = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect([...html.matchAll(/(?:src|href)="(https?:[^"]*)"/g)].map(([, address]) => address)).toEqual([]);
    for (const path of Object.keys(document.paths)) expect(html).toContain(path);
  });

  it('describes what the application really answers', async () => {
    const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));
    ajv.addSchema({ ...document, $id: 'openapi' });
    const seen = new Set<string>();
    /** Calls, and checks the answer against the schema of its operation and status. */
    const call = async (
      operation: string,
      parameters: Record<string, string> = {},
      body?: unknown,
      expected?: number,
    ) => {
      const [method = '', path = ''] = operation.split(' ');
      seen.add(operation);
      const real = path.replace(/\{(\w+)\}/g, (_, name: string) => parameters[name]!);
      const query = parameters['?'] ? `?${parameters['?']}` : '';
      const inPerson = parameters['cookie'] ? { token: undefined, headers: { cookie: parameters['cookie'] } } : {};
      const answer = await application.asAdmin(method, real + query, body, inPerson);
      const responses = document.paths[`/api/v1${path}`]![method.toLowerCase()]!.responses;
      const key = String(answer.status) in responses ? String(answer.status) : 'default';
      expect([operation, answer.status]).toEqual([operation, expected ?? Number(Object.keys(responses)[0])]);
      const media = responses[key]!.content;
      if (media === undefined) {
        expect(answer.body).toBeUndefined();
        return answer.body;
      }
      const [type = ''] = Object.keys(media);
      expect([operation, answer.headers.get('content-type')]).toEqual([operation, `${type}; charset=utf-8`]);
      const pointer = ['paths', `/api/v1${path}`, method.toLowerCase(), 'responses', key, 'content', type, 'schema'];
      const escaped = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')));
      const validate = ajv.compile({ $ref: `openapi#/${escaped.join('/')}` });
      expect({ operation, valid: validate(answer.body), errors: validate.errors }).toEqual({
        operation,
        valid: true,
        errors: null,
      });
      return answer.body;
    };

    await call(
      'POST /institutions',
      {},
      {
        slug: 'hku',
        name: { en: 'HKU', 'zh-Hant': '香港大學' },
        city: 'Hong Kong',
        country: 'HK',
        timeZone: 'Asia/Hong_Kong',
      },
    );
    await call(
      'POST /institutions',
      {},
      {
        slug: 'spare',
        name: 'Spare',
        city: 'Hong Kong',
        country: 'HK',
        timeZone: 'Asia/Hong_Kong',
        website: 'https://spare.example',
      },
    );
    await call('GET /institutions');
    await call('GET /institutions/{slug}', { slug: 'hku' });
    await call('PATCH /institutions/{slug}', { slug: 'hku' }, { website: 'https://hku.example' });
    await call('DELETE /institutions/{slug}', { slug: 'spare' });
    const formerName = (await call(
      'POST /institutions/{slug}/names',
      { slug: 'hku' },
      { name: { en: 'College of Medicine', 'zh-Hant': '香港西醫書院' }, until: 1911 },
    )) as { id: string };
    await call('GET /institutions/{slug}/names', { slug: 'hku' });
    await call('GET /institutions/{slug}/names/{id}', { slug: 'hku', id: formerName.id });
    await call('PATCH /institutions/{slug}/names/{id}', { slug: 'hku', id: formerName.id }, { until: 1910 });
    await call('DELETE /institutions/{slug}/names/{id}', { slug: 'hku', id: formerName.id });
    const twin = { name: 'Twin', city: 'Hong Kong', country: 'HK', timeZone: 'Asia/Hong_Kong', aliases: ['Double'] };
    await call('POST /institutions', {}, { slug: 'twin', ...twin });
    await call('POST /institutions/{slug}/merge', { slug: 'twin' }, { into: 'hku' });
    await call('POST /series', {}, { slug: 'ewa', kind: 'annual_meeting', name: 'East-West Alliance' });
    await call(
      'POST /series',
      {},
      { slug: 'spare', kind: 'symposium', name: 'Spare', shortName: 'S', foundedYear: 2007 },
    );
    await call('GET /series');
    await call('GET /search', { '?': 'q=alliance' });
    await call('GET /series/{slug}', { slug: 'ewa' });
    await call('PATCH /series/{slug}', { slug: 'ewa' }, { shortName: 'EWA' });
    await call('DELETE /series/{slug}', { slug: 'spare' });
    await call('POST /series/{slug}/members', { slug: 'ewa' }, { institution: 'hku', role: 'member', since: 2007 });
    const members = await call('GET /series/{slug}/members', { slug: 'ewa' });
    const membership = { slug: 'ewa', id: (members as { items: { id: string }[] }).items[0]!.id };
    await call('GET /series/{slug}/members/{id}', membership);
    await call('PATCH /series/{slug}/members/{id}', membership, { until: 2020 });
    const venue = { name: 'Main building', city: 'Hong Kong', country: 'HK' };
    await call(
      'POST /series/{slug}/editions',
      { slug: 'ewa' },
      { year: 2031, hosts: ['hku'], venue, theme: { en: 'Impact', 'zh-Hans': '影响' } },
    );
    await call('POST /editions', {}, { series: 'ewa', key: 'spare', year: 2032, ordinal: null });
    await call('GET /series/{slug}/editions', { slug: 'ewa' });
    await call('GET /editions');
    await call('GET /editions/{key}', { key: 'ewa-2031' });
    await call('DELETE /editions/{key}', { key: 'spare' });
    const key = 'ewa-2031';
    await call(
      'PATCH /editions/{key}',
      { key },
      { startsAt: '2031-05-20T09:00', endsAt: '2031-05-21T17:00', format: 'hybrid' },
    );
    const category = (await call(
      'POST /editions/{key}/categories',
      { key },
      { name: 'Delegate', capacity: 2, opensAt: '2020-01-01T00:00' },
    )) as { id: string };
    const spare = (await call('POST /editions/{key}/categories', { key }, { name: 'Spare' })) as { id: string };
    await call('GET /editions/{key}/categories', { key });
    await call('GET /editions/{key}/categories/{id}', { key, id: category.id });
    await call('PATCH /editions/{key}/categories/{id}', { key, id: category.id }, { capacity: 20 });
    await call('DELETE /editions/{key}/categories/{id}', { key, id: spare.id });
    const pool = (await call('POST /editions/{key}/pools', { key }, { name: 'Hall', capacity: 1 })) as { id: string };
    await call('GET /editions/{key}/pools', { key });
    await call('GET /editions/{key}/pools/{id}', { key, id: pool.id });
    await call('PATCH /editions/{key}/pools/{id}', { key, id: pool.id }, { capacity: 2 });
    await call('DELETE /editions/{key}/pools/{id}', { key, id: pool.id });
    const question = (await call(
      'POST /editions/{key}/questions',
      { key },
      {
        label: 'Diet',
        kind: 'multi_choice',
        options: ['None', { value: 'veg', label: 'Vegetarian' }],
        eraseAfter: 'P1M',
      },
    )) as { id: string };
    const curriculum = (await call(
      'POST /editions/{key}/questions',
      { key },
      { label: 'CV', kind: 'file', showIf: { question: question.id, equals: 'veg' }, categories: [category.id] },
    )) as { id: string };
    await call('POST /editions/{key}/questions', { key }, { label: 'Diet', kind: 'choice' }, 422);
    await call('POST /editions/{key}/questions/reorder', { key }, { ids: [question.id, curriculum.id] });
    await call('GET /editions/{key}/questions', { key });
    await call('GET /editions/{key}/questions/{id}', { key, id: question.id });
    await call('PATCH /editions/{key}/questions/{id}', { key, id: question.id }, { help: 'For the dinner.' });
    await call('PATCH /editions/{key}', { key }, { summary: 'Good.', participants: { online: 90 } });
    const link = (await call(
      'POST /editions/{key}/documents',
      { key },
      { kind: 'recording', title: 'Film', url: 'https://film.example' },
    )) as { id: string };
    const form = new FormData();
    form.append('title', 'Minutes');
    form.append('file', new Blob(['Minutes.']), 'minutes.txt');
    const uploaded = await fetch(`${application.url}/api/v1/editions/${key}/documents`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Bearer ${application.adminToken}` },
    });
    const file = (await uploaded.json()) as { id: string };
    await call('GET /editions/{key}/documents', { key });
    await call('GET /editions/{key}/documents/{id}', { key, id: file.id });
    await call('PATCH /editions/{key}/documents/{id}', { key, id: link.id }, { language: 'fr', position: 2 });
    await call('DELETE /editions/{key}/documents/{id}', { key, id: link.id });
    const mirrors = [
      { provider: 'bilibili', url: 'https://live.example/1', region: ['CN'] },
      { provider: 'youtube', url: 'https://live.example/2', label: 'Elsewhere', language: 'en' },
    ];
    const stream = (await call('POST /editions/{key}/streams', { key }, { title: 'Hall', mirrors })) as { id: string };
    await call('GET /editions/{key}/streams', { key });
    await call('GET /editions/{key}/streams/{id}', { key, id: stream.id });
    await call('PATCH /editions/{key}/streams/{id}', { key, id: stream.id }, { access: 'public' });
    const rule = (await call(
      'POST /editions/{key}/reminder-rules',
      { key },
      { offset: '-P1D', at: '09:00', subject: 'Tomorrow: {event}', audience: { locales: ['en'] } },
    )) as { id: string };
    const programme: [string, object][] = [
      ['rooms', { name: 'Hall', capacity: 20 }],
      ['tracks', { name: 'Surgery', colour: '#1f6feb' }],
      ['speakers', { name: 'Lin Xiao', availability: [{ from: '2031-05-20T09:00', to: '2031-05-20T12:00' }] }],
      ['sessions', { title: 'Opening', kind: 'talk', startsAt: '2031-05-20T09:00', endsAt: '2031-05-20T10:00' }],
    ];
    for (const [part, body] of programme) {
      const made = (await call(`POST /editions/{key}/${part}`, { key }, body)) as { id: string };
      await call(`GET /editions/{key}/${part}`, { key });
      await call(`GET /editions/{key}/${part}/{id}`, { key, id: made.id });
      await call(`PATCH /editions/{key}/${part}/{id}`, { key, id: made.id }, body);
      if (part !== 'sessions') await call(`DELETE /editions/{key}/${part}/{id}`, { key, id: made.id });
    }
    await call('GET /editions/{key}/programme/warnings', { key });
    await call('POST /editions/{key}/programme/releases', { key }, { comment: 'First' });
    await call('GET /editions/{key}/programme/releases', { key });
    await call('GET /editions/{key}/programme', { key });
    await call('GET /editions/{key}/checklist', { key });
    await call('POST /editions/{key}/publish', { key });
    const night = { startsAt: '2031-05-20T23:00', endsAt: '2031-05-21T02:30' };
    await call('POST /editions/{key}/reschedule', { key }, { ...night, preview: true });
    await call('POST /editions/{key}/reschedule', { key }, night);
    const clone = await call(
      'POST /editions/{key}/clone',
      { key },
      // The night in which the clocks of New York go forward.
      { year: 2032, startsAt: '2032-03-13T23:00', timeZone: 'America/New_York', title: 'Meeting of 2031' },
    );
    expect(clone).toMatchObject({ mentions: [{ found: '2031' }, {}, {}], adjusted: [{ path: 'endsAt' }] });
    await call('GET /editions/{key}/mentions', { key: 'ewa-2032' });
    await call('GET /editions/{key}/checklist', { key: 'ewa-2032' });
    const admitted = (await call(
      'POST /editions/{key}/registrations',
      { key },
      { ...aForm({ category: category.id }), institution: 'hku' },
    )) as { id: string };
    const cv = new FormData();
    cv.append('file', new Blob(['My life.']), 'cv.txt');
    const bearer = { authorization: `Bearer ${application.adminToken}` };
    const sentCv = await fetch(`${application.url}/api/v1/editions/${key}/answer-files?question=${curriculum.id}`, {
      method: 'POST',
      body: cv,
      headers: bearer,
    });
    const cvFile = (await sentCv.json()) as { id: string };
    const withFile = { answers: { [question.id]: ['veg'], [curriculum.id]: [cvFile.id] } };
    await call('PATCH /registrations/{id}', { id: admitted.id }, withFile);
    const cvContent = await fetch(`${application.url}/api/v1/registrations/${admitted.id}/answer-files/${cvFile.id}`, {
      headers: bearer,
    });
    expect([sentCv.status, cvContent.status, await cvContent.text()]).toEqual([201, 200, 'My life.']);
    seen.add('POST /editions/{key}/answer-files').add('GET /registrations/{id}/answer-files/{fileId}');
    await call('DELETE /editions/{key}/questions/{id}', { key, id: curriculum.id });
    const guest = (await call(
      'POST /editions/{key}/invitations',
      { key },
      { category: category.id, email: 'invited@example.org', name: 'Invited', expiresAt: null },
    )) as { id: string };
    const guests = [{ email: 'list@example.org' }, { email: 'nonsense' }, { email: 'list@example.org', name: 'Twice' }];
    await call('POST /editions/{key}/invitations', { key }, { category: category.id, invitations: guests });
    await call('GET /editions/{key}/invitations', { key });
    await call('GET /editions/{key}/invitations/{id}', { key, id: guest.id });
    await call('POST /editions/{key}/invitations/{id}/resend', { key, id: guest.id });
    await call('POST /editions/{key}/invitations/remind', { key }, { kind: 'person' });
    await call('DELETE /editions/{key}/invitations/{id}', { key, id: guest.id });
    await call('POST /editions/{key}/registrations/approve', { key }, { ids: [admitted.id] });
    await call('POST /editions/{key}/registrations/decline', { key }, { ids: [guest.id], message: 'Sorry.' });
    await call('GET /editions/{key}/registrations', { key });
    await call('GET /editions/{key}/registrations.csv', { key });
    const workbook = await fetch(`${application.url}/api/v1/editions/${key}/registrations.xlsx`, {
      headers: { authorization: `Bearer ${application.adminToken}` },
    });
    expect([workbook.status, workbook.headers.get('content-type')]).toEqual([
      200,
      Object.keys(document.paths['/api/v1/editions/{key}/registrations.xlsx']!['get']!.responses['200']!.content!)[0],
    ]);
    await workbook.arrayBuffer();
    seen.add('GET /editions/{key}/registrations.xlsx');
    await call('GET /registrations/{id}', { id: admitted.id });
    await call('PATCH /registrations/{id}', { id: admitted.id }, { nativeName: '陈' });
    await call('GET /editions/{key}/reminder-rules', { key });
    await call('GET /editions/{key}/reminder-rules/{id}', { key, id: rule.id });
    await call('PATCH /editions/{key}/reminder-rules/{id}', { key, id: rule.id }, { latePolicy: 'skip' });
    await call('POST /editions/{key}/reminder-rules/{id}/preview', { key, id: rule.id });
    await call('GET /editions/{key}/deliveries', { key });
    await call('GET /editions/{key}/deliveries/summary', { key });
    const [sent] = await application.sql<{ id: string }>(
      `UPDATE delivery SET state = 'sent', sent_at = now(), response = '250 OK' WHERE kind = 'confirmation' RETURNING id`,
    );
    await call('POST /deliveries/{id}/resend', { id: sent!.id });
    await call('GET /editions/{key}/deliveries', { key });
    const people = 'email,name,institution\nimported@example.org,=1+1,hku\nnonsense,Nobody,nowhere\n';
    await call('POST /editions/{key}/registrations/import', { key }, { csv: people, mode: 'preview' });
    const begun = { csv: people, mode: 'skip-bad-rows' };
    const task = (await call('POST /editions/{key}/registrations/import', { key }, begun, 202)) as { id: string };
    await call('GET /tasks/{id}', { id: task.id });
    await application.get(TaskRunner).run(task.id);
    await call('POST /tasks/{id}/cancel', { id: task.id });
    const refused = await application.asAdmin('GET', `/tasks/${task.id}/file`);
    expect([refused.status, refused.body as unknown]).toEqual([200, expect.stringContaining('nowhere')]);
    seen.add('GET /tasks/{id}/file');
    await call('POST /registrations/{id}/check-in', { id: admitted.id }, { device: 'Main door' });
    const scanned = { nonce: 'scan-0001', kind: 'in', device: 'Side door', at: '2031-05-20T09:00:00+08:00' };
    await call('POST /editions/{key}/check-in/scans', { key }, { scans: [{ ...scanned, registration: admitted.id }] });
    await call('GET /editions/{key}/check-in/list', { key });
    await call('GET /editions/{key}/check-in/counters', { key });
    await call('POST /registrations/{id}/undo-check-in', { id: admitted.id });
    await call('POST /editions/{key}/lost-link', { key }, { email: 'nobody@example.org' });
    await call('GET /registrations/{id}/data', { id: admitted.id });
    await call('POST /registrations/{id}/change-category', { id: admitted.id }, { category: category.id });
    await call('POST /registrations/{id}/cancel', { id: admitted.id });
    await call('POST /registrations/{id}/undo-cancel', { id: admitted.id });
    const offers = { name: 'Exchange', capacity: 1, approval: true, waitingList: true, offerHours: 24 };
    const exchange = (await call('POST /editions/{key}/categories', { key }, offers)) as { id: string };
    const applicants = [];
    for (let applicant = 0; applicant < 3; applicant++) {
      const applied = await application.api(
        'POST',
        `/editions/${key}/registrations`,
        aForm({ category: exchange.id }, { answers: {} }),
      );
      expect(applied.body.status).toBe('pending');
      applicants.push({ id: applied.body.id });
    }
    await call('POST /registrations/{id}/approve', applicants[0], { note: 'Good.' });
    await call('POST /registrations/{id}/approve', applicants[1]);
    await call('POST /registrations/{id}/decline', applicants[2], { message: 'Not this year.' });
    await call('POST /registrations/{id}/promote', applicants[1], undefined, 409);
    await call('POST /registrations/{id}/accept', applicants[0]);
    await call('POST /registrations/{id}/cancel', { id: admitted.id });
    await call('POST /registrations/{id}/erase', { id: admitted.id });
    await call('DELETE /editions/{key}/reminder-rules/{id}', { key, id: rule.id });
    await call('DELETE /editions/{key}/streams/{id}', { key, id: stream.id });
    const { items: sessions } = (await call('GET /editions/{key}/sessions', { key })) as { items: { id: string }[] };
    await call('DELETE /editions/{key}/sessions/{id}', { key, id: sessions[0]!.id });
    await call('DELETE /series/{slug}/members/{id}', membership);
    await call('POST /editions/{key}/postpone', { key });
    await call('POST /editions/{key}/cancel', { key }, { reason: 'Storm' });
    const { key: other } = await anEdition(application);
    await call('POST /editions/{key}/complete', { key: other });
    await call('GET /audit');
    await call('GET /me');
    await call('POST /tokens', {}, { name: 'program' }, 403);
    await call('POST /session', {}, { email: 'nobody@example.org', password: 'x' }, 401);
    const { headers } = await application.api('POST', '/session', ADMIN);
    const cookie = headers.getSetCookie()[0]!.split(';', 1)[0]!;
    const token = await call('POST /tokens', { cookie }, { name: 'program', expiresAt: '2040-01-01T00:00:00+08:00' });
    await call('GET /tokens', { cookie });
    await call('GET /tokens/{id}', { id: token.id, cookie });
    await call('DELETE /tokens/{id}', { id: token.id, cookie });
    const person = { email: 'invited@example.org', name: 'Invited', locale: 'zh-Hans' };
    const invited = await call('POST /accounts', {}, { ...person, role: { role: 'viewer', series: 'ewa' } });
    expect(invited).toMatchObject({ ...person, roles: [{ role: 'viewer', series: 'ewa', edition: null }] });
    await call('POST /accounts', {}, { ...person, role: { role: 'viewer', series: 'ewa', edition: key } }, 422);
    await call('GET /accounts', { '?': 'q=invited&series=ewa' });
    await call('GET /accounts/{id}', { id: invited.id });
    await call('PATCH /accounts/{id}', { id: invited.id }, { name: 'Invited person' });
    await call('POST /accounts/{id}/invitation', { id: invited.id });
    await call('GET /accounts/{id}/roles', { id: invited.id });
    const role = await call('POST /accounts/{id}/roles', { id: invited.id }, { role: 'check_in', edition: key });
    expect(role).toMatchObject({ role: 'check_in', series: null, edition: key });
    const roleOf = { id: invited.id, roleId: role.id };
    await call('GET /accounts/{id}/roles/{roleId}', roleOf);
    await call('PATCH /accounts/{id}/roles/{roleId}', roleOf, { role: 'organiser' });
    await call('DELETE /accounts/{id}/roles/{roleId}', roleOf);
    await call('POST /password-reset', {}, { email: 'nobody@example.org' });
    await call('POST /sign-in-link', {}, { email: person.email });
    const [reset] = await application.sql<{ id: string }>(
      `INSERT INTO account_link (id, account_id, purpose, expires_at)
       VALUES (new_id(), $1, 'password_reset', now() + interval '1 hour') RETURNING id`,
      [invited.id],
    );
    const [invitation] = await application.sql<{ id: string }>(
      `SELECT id FROM account_link WHERE account_id = $1 AND purpose = 'invitation' AND used_at IS NULL`,
      [invited.id],
    );
    const rows = application.get(LinkRows);
    const accept = { token: rows.tokenOf({ id: invitation!.id, purpose: 'invitation' }) };
    await call('POST /invitations/{token}', accept, { name: 'Accepted' });
    await call('POST /invitations/{token}', accept, {}, 410);
    const renew = { token: rows.tokenOf({ id: reset!.id, purpose: 'password-reset' }) };
    await call('POST /password-reset/{token}', renew, { password: 'password1' }, 422);
    await call('POST /password-reset/{token}', renew, { password: 'a lamp that was lit in May' });
    await call('DELETE /accounts/{id}', { id: invited.id });
    const open = await call('GET /me/sessions', { cookie });
    await call('DELETE /me/sessions/{id}', { id: open.items[0]!.id, cookie });
    await call('DELETE /session');
    await call('GET /registrations/{id}', { id: '7' }, undefined, 404);
    await call('POST /institutions', {}, { slug: 'hku', colour: 'red' }, 422);
    expect(described.filter((operation) => !seen.has(operation))).toEqual([]);
  });
});
