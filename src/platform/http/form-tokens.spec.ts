import { type FastifyReply, type FastifyRequest } from 'fastify';
import { type Actor } from '../../kernel/actor.js';
import { Config } from '../config/config.js';
import { FormTokens, StaleForm } from './form-tokens.js';

const configOf = (publicUrl: string, secretKey = 'one secret key for the forms of a test') =>
  Object.assign(new Config(), { publicUrl, secretKey });
const tokens = new FormTokens(configOf('https://meet.example.org'));

const NOBODY: Actor = { kind: 'anonymous' };
const LI: Actor = { kind: 'account', accountId: 'li', name: 'Li', grants: [] };

interface Sender {
  actor?: Actor;
  session?: string;
  visitor?: string;
  headers?: Record<string, string>;
}

const requestBy = ({ actor = NOBODY, session, visitor, headers = {} }: Sender) =>
  ({
    actor,
    headers,
    cookies: { ...(session && { '__Host-session': session }), ...(visitor && { '__Host-visitor': visitor }) },
  }) as unknown as FastifyRequest;

const isRefused = (sender: Sender, token: unknown, by = tokens) => {
  try {
    by.check(requestBy(sender), token);
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(StaleForm);
    return true;
  }
};

const VISITOR: Sender = { visitor: 'one' };
const SIGNED_IN: Sender = { actor: LI, session: 'secret', visitor: 'one' };
const byVisitor = tokens.issue(requestBy(VISITOR));
const bySession = tokens.issue(requestBy(SIGNED_IN));

describe('a form', () => {
  it.each([
    { title: 'of a visitor, sent by them', sender: VISITOR, token: byVisitor, refused: false },
    { title: 'of a visitor, sent by another', sender: { visitor: 'two' }, token: byVisitor, refused: true },
    { title: 'of a visitor, sent without the cookie', sender: {}, token: byVisitor, refused: true },
    { title: 'of a visitor, sent after signing in', sender: SIGNED_IN, token: byVisitor, refused: true },
    { title: 'of a session, sent in it', sender: SIGNED_IN, token: bySession, refused: false },
    { title: 'of a session, when it is over', sender: { session: 'secret' }, token: bySession, refused: false },
    { title: 'of a session, after signing out', sender: VISITOR, token: bySession, refused: true },
    { title: 'of another session', sender: { ...SIGNED_IN, session: 'other' }, token: bySession, refused: true },
    { title: 'without a token', sender: SIGNED_IN, token: undefined, refused: true },
    { title: 'with two tokens', sender: SIGNED_IN, token: [bySession, bySession], refused: true },
    { title: 'with an empty one', sender: SIGNED_IN, token: '', refused: true },
    { title: 'with a cut one', sender: SIGNED_IN, token: bySession.slice(0, -2), refused: true },
    {
      title: 'with a changed one',
      sender: SIGNED_IN,
      token: (bySession.startsWith('A') ? 'B' : 'A') + bySession.slice(1),
      refused: true,
    },
    {
      title: 'with the token in the header',
      sender: { ...SIGNED_IN, headers: { 'x-csrf-token': bySession } },
      token: undefined,
      refused: false,
    },
    {
      title: 'of a program',
      sender: { actor: LI, headers: { authorization: 'Bearer x' } },
      token: undefined,
      refused: false,
    },
    {
      title: 'with what a browser adds by itself',
      sender: { ...SIGNED_IN, headers: { authorization: 'Basic YTpi' } },
      token: undefined,
      refused: true,
    },
  ])('$title', ({ sender, token, refused }) => {
    expect(isRefused(sender, token)).toBe(refused);
  });

  it('of another installation counts for nothing', () => {
    const others = new FormTokens(configOf('https://meet.example.org', 'the secret key of somebody else altogether'));
    expect(isRefused(SIGNED_IN, bySession, others)).toBe(true);
  });

  it('has a token that does not repeat', () => {
    expect(tokens.issue(requestBy(SIGNED_IN))).not.toBe(bySession);
  });
});

describe('the cookie of a visitor', () => {
  const cookiesOf = (request: FastifyRequest, by = tokens) => {
    const set: unknown[][] = [];
    by.remember(request, { setCookie: (...given: unknown[]) => set.push(given) } as unknown as FastifyReply);
    return set;
  };

  it('comes with the first form, and fits all forms of the page', () => {
    const request = requestBy({});
    const [first, second] = [tokens.issue(request), tokens.issue(request)];
    const [[name, visitor, options] = []] = cookiesOf(request);
    expect([name, options]).toEqual(['__Host-visitor', { path: '/', httpOnly: true, sameSite: 'lax', secure: true }]);
    const returning = { visitor: visitor as string };
    expect([isRefused(returning, first), isRefused(returning, second)]).toEqual([false, false]);
  });

  it.each([
    { title: 'without a form', request: requestBy({}) },
    { title: 'to somebody who has one', request: requestBy(VISITOR), shows: true },
    { title: 'in a session', request: requestBy({ actor: LI, session: 'secret' }), shows: true },
  ])('does not come $title', ({ request, shows }) => {
    if (shows) tokens.issue(request);
    expect(cookiesOf(request)).toEqual([]);
  });

  it('has a plain name without https', () => {
    const plain = new FormTokens(configOf('http://localhost:3000'));
    const request = requestBy({});
    plain.issue(request);
    expect(cookiesOf(request, plain)).toEqual([
      ['visitor', expect.any(String), expect.objectContaining({ secure: false })],
    ]);
  });
});
