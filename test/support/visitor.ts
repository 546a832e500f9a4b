/** The application seen from outside: over HTTP only, wherever it listens and however often it is restarted on its port. */
import { ADMIN } from './application.js';
import { eventually } from './until.js';

/** An answer, read as JSON. */
export interface Answer<T = unknown> {
  status: number;
  body: T;
}

/** A published edition with one category, made for a test. */
export interface VisitedEdition {
  key: string;
  category: string;
}

/** One row of the deliveries' list, as far as the tests look at it. */
export interface VisitedDelivery {
  id: string;
  kind: string;
  registration: string;
  rule?: string;
  state: string;
  attempts: number;
  reason?: string;
}

export interface Visitor {
  url: string;
  /** Without a token; `path` below `/api/v1`. */
  call<T = unknown>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  /** With the administrator's. @throws Error when it is not a 2xx. */
  admin<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  /** A published online edition that begins in two hours, to the second unless `ms` is given; without a reminder. */
  edition(ms?: number): Promise<VisitedEdition>;
  /** Person `number` registers: `person-<number>@example.org`. */
  register(edition: VisitedEdition, number: number): Promise<Answer<{ id: string }>>;
  /** Persons 1 to `count` register. @throws Error when one is refused. */
  registerAll(edition: VisitedEdition, count: number): Promise<void>;
  /** A reminder to everybody that falls due in so many seconds. @returns when exactly */
  remindIn(edition: VisitedEdition, seconds: number): Promise<Date>;
  /** Every delivery of the edition, of one kind or of all. */
  deliveries(edition: VisitedEdition, kind?: string): Promise<VisitedDelivery[]>;
  /** Counts by state. */
  summary(edition: VisitedEdition): Promise<Record<string, number>>;
  /** Waits until nothing is planned or under way any more. @returns the counts by state */
  settled(edition: VisitedEdition, withinMs?: number): Promise<Record<string, number>>;
}

/** Two hours, so that no test ever runs into the start of its edition. */
const STARTS_IN_MS = 7_200_000;

/** How many requests are under way at the same time. */
const AT_ONCE = 8;

let editions = 0;

/** Signs in as the administrator. The token outlives restarts on the same data. */
export async function visit(url: string): Promise<Visitor> {
  const token = await signIn(url);
  const call = <T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    send<T>(`${url}/api/v1${path}`, method, body, headers);
  const starts = new Map<string, number>();

  const visitor: Visitor = {
    url,
    call,
    admin: async <T>(method: string, path: string, body?: unknown) => {
      const answer = await call<T>(method, path, body, { authorization: `Bearer ${token}` });
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    edition: async (ms = 0) => {
      const key = `fault-${Date.now().toString(36)}-${++editions}`;
      const startsAt = Math.ceil((Date.now() + STARTS_IN_MS) / 1000) * 1000 + ms;
      starts.set(key, startsAt);
      await visitor.admin('POST', '/series', { slug: key, kind: 'annual_meeting', name: 'Faults' });
      await visitor.admin('POST', `/series/${key}/editions`, {
        key,
        title: 'Faults',
        timeZone: 'Asia/Shanghai',
        startsAt: new Date(startsAt).toISOString(),
        endsAt: new Date(startsAt + 3_600_000).toISOString(),
        format: 'online',
      });
      const { id } = await visitor.admin<{ id: string }>('POST', `/editions/${key}/categories`, { name: 'Online' });
      await visitor.admin('POST', `/editions/${key}/publish`);
      return { key, category: id };
    },
    register: ({ key, category }, number) =>
      call('POST', `/editions/${key}/registrations`, {
        category,
        email: `person-${number}@example.org`,
        name: `Person ${number}`,
        locale: 'en',
        consent: true,
      }),
    registerAll: async (edition, count) => {
      let next = 1;
      const one = async () => {
        for (let number = next++; number <= count; number = next++) {
          const { status, body } = await visitor.register(edition, number);
          if (status !== 201) throw new Error(`Registration ${number}: ${status} ${JSON.stringify(body)}`);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, one));
    },
    remindIn: async ({ key }, seconds) => {
      const before = Math.round((starts.get(key)! - Date.now()) / 1000 - seconds);
      const rule = await visitor.admin<{ dueAt: string }>('POST', `/editions/${key}/reminder-rules`, {
        offset: `-PT${before}S`,
      });
      return new Date(rule.dueAt);
    },
    deliveries: async ({ key }, kind) => {
      const all: VisitedDelivery[] = [];
      for (let cursor = ''; ;) {
        const page = await visitor.admin<{ items: VisitedDelivery[]; next: string | null }>(
          'GET',
          `/editions/${key}/deliveries?limit=200${cursor}`,
        );
        all.push(...page.items);
        if (page.next === null) return all.filter((delivery) => kind === undefined || delivery.kind === kind);
        cursor = `&cursor=${encodeURIComponent(page.next)}`;
      }
    },
    summary: ({ key }) => visitor.admin('GET', `/editions/${key}/deliveries/summary`),
    settled: (edition, withinMs = 120_000) =>
      eventually(
        () => visitor.summary(edition),
        ({ planned = 0, sending = 0 }) => planned + sending === 0,
        withinMs,
      ),
  };
  return visitor;
}

/** @returns a token of the administrator */
export async function signIn(url: string): Promise<string> {
  const session = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMIN),
  });
  if (session.status !== 204) throw new Error(`Sign-in: ${session.status} ${await session.text()}`);
  const cookie = session.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  const { status, body } = await send<{ token: string }>(`${url}/api/v1/tokens`, 'POST', { name: 'tests' }, { cookie });
  if (status !== 201) throw new Error(`Token: ${status} ${JSON.stringify(body)}`);
  return body.token;
}

async function send<T>(
  url: string,
  method: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, body: (isJson && text !== '' ? JSON.parse(text) : text) as T };
}
