import { type FastifyRequest } from 'fastify';
import { InvalidInput, NotFound, StaleVersion } from '../../kernel/domain-error.js';
import { problemOf } from './problem.js';
import { wantsJson } from './request.js';
import { CrossSiteRequest, refuseCrossSite } from './same-origin.js';

const request = (method: string, headers: Record<string, string | undefined>, url = '/') =>
  ({ method, headers, url }) as unknown as FastifyRequest;

describe('refuseCrossSite', () => {
  const host = 'meet.example.org';

  it.each([
    { title: 'reading from anywhere', method: 'GET', headers: { 'sec-fetch-site': 'cross-site' }, refused: false },
    { title: 'an own form', method: 'POST', headers: { 'sec-fetch-site': 'same-origin' }, refused: false },
    { title: 'typed by the user', method: 'POST', headers: { 'sec-fetch-site': 'none' }, refused: false },
    { title: 'another site', method: 'POST', headers: { 'sec-fetch-site': 'cross-site' }, refused: true },
    { title: 'a sister host', method: 'POST', headers: { 'sec-fetch-site': 'same-site' }, refused: true },
    {
      title: 'an older browser, own page',
      method: 'POST',
      headers: { host, origin: `https://${host}` },
      refused: false,
    },
    {
      title: 'an older browser, other page',
      method: 'POST',
      headers: { host, origin: 'https://evil.example' },
      refused: true,
    },
    { title: 'an opaque origin', method: 'DELETE', headers: { host, origin: 'null' }, refused: true },
    { title: 'a program', method: 'PATCH', headers: { host }, refused: false },
  ])('$title', ({ method, headers, refused }) => {
    const attempt = () => refuseCrossSite(request(method, headers));
    if (refused) expect(attempt).toThrow(CrossSiteRequest);
    else expect(attempt).not.toThrow();
  });
});

describe('wantsJson', () => {
  it.each([
    { url: '/api/v1/me', accept: 'text/html', expected: true },
    { url: '/api/nothing', accept: '*/*', expected: true },
    { url: '/api/docs', accept: 'text/html', expected: false },
    { url: '/events/x', accept: 'text/html,application/xhtml+xml', expected: false },
    { url: '/events/x', accept: 'application/json', expected: true },
    { url: '/apiary', accept: '*/*', expected: false },
  ])('$url with $accept: $expected', ({ url, accept, expected }) => {
    expect(wantsJson(request('GET', { accept }, url))).toBe(expected);
  });
});

describe('problemOf', () => {
  it.each([
    { error: new NotFound('The edition'), status: 404, code: 'not-found' },
    { error: InvalidInput.at('name', 'required', 'Please.'), status: 422, code: 'invalid-input' },
    { error: new StaleVersion(), status: 412, code: 'stale-version' },
    { error: Object.assign(new Error('x'), { statusCode: 413 }), status: 413, code: 'too-large' },
    { error: Object.assign(new Error('x'), { statusCode: 400 }), status: 400, code: 'malformed-request' },
    { error: Object.assign(new Error('terminating connection'), { code: '57P01' }), status: 503, code: 'unavailable' },
    { error: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), status: 503, code: 'unavailable' },
    { error: new Error('Connection terminated unexpectedly'), status: 503, code: 'unavailable' },
    { error: new Error('the secret inside'), status: 500, code: 'internal-error' },
  ])('$code is $status', ({ error, status, code }) => {
    expect(problemOf(error)).toMatchObject({ status, code });
  });

  it('tells nothing of the inside', () => {
    expect(JSON.stringify(problemOf(new Error('the secret inside')))).not.toContain('secret');
  });
});
