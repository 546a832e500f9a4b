/**
 * The application in the process of the test: on a database of its own and with a mail sink, reached over HTTP (`api`, `asAdmin`), through
 * its services (`get`) and behind its back (`sql`). For the built application as a process of its own see `application.ts`.
 */
import 'reflect-metadata';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startApplication } from '../../src/application.js';
import { AccountsService, SessionsService, TokensService } from '../../src/features/accounts/index.js';
import { Clock } from '../../src/kernel/clock.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { Database } from '../../src/platform/database/database.js';
import { createTestDatabase } from './database.js';
import { type MailSink, type MailSinkScript, startMailSink } from './mail-sink.js';

/** Of the administrator that every test application has. */
export const ADMIN = { email: 'admin@symposia.example', password: 'correct horse battery staple' };

/** What links in mails and answers begin with, wherever it listens. */
export const PUBLIC_URL = 'https://symposia.example';

/** A resource, a page of them or a problem: what tests read of these by name, and whatever else there is. */
export interface Body {
  [field: string]: unknown;
  id: string;
  key: string;
  name: string;
  status: string;
  token: string;
  manageToken: string;
  manageUrl: string;
  reference: string;
  items: Body[];
  next: string | null;
  code: string;
  errors: { path: string; code: string; message: string }[];
}

/** An answer as a test compares it: JSON read, everything else as text, undefined for an empty body. */
export interface ApiAnswer {
  status: number;
  body: Body;
  headers: Headers;
}

interface ApiOptions {
  /** An API token, or the manage token of a registration. */
  token?: string;
  headers?: Record<string, string>;
}

interface TestOptions {
  /** Default `web`: deliveries stay planned until a test sends them. `all` sends them by queue and sweep. */
  process?: 'web' | 'worker' | 'all';
  /** How the mail server answers. */
  mail?: MailSinkScript;
  /** Another process on the database of this one; stop it first. */
  beside?: TestApplication;
}

export interface TestApplication {
  url: string;
  databaseUrl: string;
  sink: MailSink;
  /** Its own, removed by `stop`. */
  dataDir: string;
  /** A token that may do everything. */
  adminToken: string;
  /** `path` below `/api/v1`. A string is sent as it stands, anything else as JSON. */
  api(method: string, path: string, body?: unknown, options?: ApiOptions): Promise<ApiAnswer>;
  /** `api` with the administrator's token. */
  asAdmin(method: string, path: string, body?: unknown, options?: ApiOptions): Promise<ApiAnswer>;
  /** A service of the running application. */
  get<T>(service: abstract new (...args: never[]) => T): T;
  /** One SQL statement, behind the application's back. */
  sql<T = Record<string, unknown>>(statement: string, parameters?: unknown[]): Promise<T[]>;
  /** What the application's clock says from now on; null: the real time again. The database keeps its own. */
  setNow(instant: Date | null): void;
  stop(): Promise<void>;
}

export async function startTestApplication({
  process = 'web',
  mail,
  beside,
}: TestOptions = {}): Promise<TestApplication> {
  const [database, sink] = await Promise.all([
    beside ? { url: beside.databaseUrl, drop: () => Promise.resolve() } : createTestDatabase(),
    startMailSink(mail),
  ]);
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'symposia-test-'));
  const running = await startApplication(
    loadConfig({
      PORT: '0',
      PUBLIC_URL,
      PROCESS: process,
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      SMTP_URL: sink.url,
      MAIL_FROM: 'Symposia <no-reply@symposia.example>',
      SECRET_KEY: 'a secret for tests only, and long enough for everybody',
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      LOG_LEVEL: 'silent',
    }),
  );
  const get = <T>(service: abstract new (...args: never[]) => T) => running.app.get<T>(service);
  const url = running.url ?? '';
  const adminToken = await newAdminToken(get);
  const api = (method: string, path: string, body?: unknown, options: ApiOptions = {}) =>
    call(`${url}/api/v1${path}`, method, body, options);
  const clock = get(Clock);
  const realNow = clock.now.bind(clock);
  return {
    url,
    databaseUrl: database.url,
    sink,
    dataDir,
    adminToken,
    api,
    asAdmin: (method, path, body, options) => api(method, path, body, { token: adminToken, ...options }),
    get,
    sql: (statement, parameters) => get(Database).query(statement, parameters),
    setNow: (instant) => {
      clock.now = instant ? () => instant : realNow;
    },
    stop: async () => {
      await running.stop();
      await sink.close();
      await database.drop();
      await fs.rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function newAdminToken(get: TestApplication['get']): Promise<string> {
  const { secret } = await get(SessionsService).signIn(ADMIN, {});
  const actor = await get(AccountsService).actorOfSession(secret);
  return (await get(TokensService).create(actor!, { name: 'tests', scopes: ['read', 'write'] })).token;
}

async function call(url: string, method: string, body: unknown, { token, headers }: ApiOptions): Promise<ApiAnswer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    body: (text === '' ? undefined : isJson ? JSON.parse(text) : text) as Body,
    headers: response.headers,
  };
}
