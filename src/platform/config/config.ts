import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readTrustedProxies, type TrustedProxies } from './trusted-proxies.js';

/** Which parts run in this process: pages and API, queues and schedules, or both. */
export const PROCESSES = ['web', 'worker', 'all'] as const;

/** The settings did not pass: `message` has one clear line for each that is missing or malformed. */
export class SettingsError extends Error {
  constructor(readonly lines: string[]) {
    super(lines.join('\n'));
    this.name = 'SettingsError';
  }
}

const emptyIsUnset = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(emptyIsUnset, schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, value: z.input<T>) =>
  z.preprocess((given) => emptyIsUnset(given) ?? value, schema);
const urlOf = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const MAILBOX = /^(?:"?([^"<]*?)"?\s*<([^<>\s]+@[^<>\s]+)>|([^<>\s]+@[^<>\s]+))$/;

const settings = z.object({
  PORT: withDefault(z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535), '3000'),
  HOST: withDefault(z.string(), '127.0.0.1'),
  PUBLIC_URL: optional(urlOf('http:', 'https:')),
  SECRET_KEY: optional(z.string().min(32, 'must have at least 32 characters, e.g. from `openssl rand -base64 48`')),
  ADMIN_EMAIL: optional(z.email('must be an e-mail address')),
  ADMIN_PASSWORD: optional(z.string().min(8, 'must have at least 8 characters')),
  MAIL_FROM: optional(
    z.string().regex(MAILBOX, 'must be an address such as `Symposia <no-reply@example.org>` or `no-reply@example.org`'),
  ),
  DATABASE_URL: optional(urlOf('postgres:', 'postgresql:')),
  REDIS_URL: optional(urlOf('redis:', 'rediss:')),
  SMTP_URL: optional(urlOf('smtp:', 'smtps:')),
  PROCESS: withDefault(z.enum(PROCESSES, `must be one of ${PROCESSES.join(', ')}`), 'all'),
  DATA_DIR: withDefault(z.string(), '.data'),
  TRUST_PROXY: withDefault(
    z.string().refine((text) => readTrustedProxies(text) !== null, {
      error:
        'must be a number of proxies, `loopback`, or addresses and networks such as `10.0.0.0/8`, with commas between',
    }),
    '0',
  ),
  UPLOAD_LIMIT_MB: withDefault(
    z.coerce
      .number({ error: 'must be a whole number of megabytes from 1 to 5000' })
      .refine((megabytes) => Number.isInteger(megabytes) && megabytes >= 1 && megabytes <= 5_000, {
        error: 'must be a whole number of megabytes from 1 to 5000',
      }),
    '50',
  ),
  S3_ENDPOINT: optional(urlOf('http:', 'https:')),
  S3_BUCKET: optional(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')),
  S3_REGION: withDefault(z.string(), 'us-east-1'),
  S3_ACCESS_KEY: optional(z.string()),
  S3_SECRET_KEY: optional(z.string()),
  S3_PATH_STYLE: withDefault(z.enum(['true', 'false'], 'must be true or false'), 'true'),
  NODE_ENV: optional(z.string()),
  LOG_LEVEL: withDefault(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level such as info or warn'),
    'info',
  ),
});

/** What a production start cannot do without, and why the built-in replacement will not do there. */
const NEEDED_IN_PRODUCTION = {
  SECRET_KEY: 'is needed in production: it signs the personal links',
  PUBLIC_URL: 'is needed in production: links in mails begin with it',
  MAIL_FROM: 'is needed in production: the sender of every mail',
  DATABASE_URL: 'is needed in production: the embedded PostgreSQL is for trying out and for tests',
  SMTP_URL: 'is needed in production: the built-in mail catcher delivers nothing',
} as const;

/** A bucket for the files, and how to reach it. */
export interface S3Settings {
  endpoint: string;
  bucket: string;
  region: string;
  accessKey: string;
  secretKey: string;
  /** Is the bucket named in the path of an address rather than in its host? */
  pathStyle: boolean;
}

/** What a bucket cannot do without. */
const OF_S3 = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'] as const;

/** Every setting of the process, typed and checked. The only reader of the environment is `loadConfig`. */
export class Config {
  port: number;
  host: string;
  /** Without a slash at the end. */
  publicUrl: string;
  secretKey: string;
  admin: { email: string; password: string } | null;
  mailFrom: { name: string; address: string };
  /** Null: the application runs its own PostgreSQL below `dataDir`. */
  databaseUrl: string | null;
  /** Null: BullMQ keeps its jobs in PostgreSQL. */
  redisUrl: string | null;
  /** Null: the built-in catcher takes every mail. */
  smtpUrl: string | null;
  process: (typeof PROCESSES)[number];
  /** Whom to believe that a request comes from somebody else than its socket says. */
  trustedProxies: TrustedProxies;
  dataDir: string;
  /** Null: files are in a folder below `dataDir`. */
  s3: S3Settings | null;
  /** Bytes of one uploaded file. */
  uploadLimit: number;
  production: boolean;
  logLevel: string;

  get runsWeb(): boolean {
    return this.process !== 'worker';
  }

  get runsWorker(): boolean {
    return this.process !== 'web';
  }

  get isHttps(): boolean {
    return this.publicUrl.startsWith('https:');
  }
}

/** Reads and checks the environment. @throws SettingsError naming every setting that is missing or malformed. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = settings.safeParse(env);
  const lines = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`.replace(/\.\.$/, '.'));
  const production = env['NODE_ENV'] === 'production';
  if (production) {
    for (const [name, reason] of Object.entries(NEEDED_IN_PRODUCTION)) {
      if (!env[name]) lines.push(`${name} ${reason}.`);
    }
  }
  if (Boolean(env['ADMIN_EMAIL']) !== Boolean(env['ADMIN_PASSWORD'])) {
    lines.push('ADMIN_EMAIL and ADMIN_PASSWORD belong together: set both, or neither.');
  }
  const missingOfS3 = OF_S3.filter((name) => !env[name]);
  if (missingOfS3.length > 0 && missingOfS3.length < OF_S3.length) {
    const isOne = missingOfS3.length === 1;
    lines.push(`${missingOfS3.join(', ')} ${isOne ? 'is' : 'are'} missing: ${OF_S3.join(', ')} belong together.`);
  }
  if (!parsed.success || lines.length > 0) throw new SettingsError(lines);

  const given = parsed.data;
  const from = MAILBOX.exec(given.MAIL_FROM ?? 'Symposia <no-reply@symposia.example>');
  const host = given.HOST === '0.0.0.0' || given.HOST === '::' ? 'localhost' : given.HOST;
  return Object.assign(new Config(), {
    port: given.PORT,
    host: given.HOST,
    publicUrl: (given.PUBLIC_URL ?? `http://${host}:${given.PORT}`).replace(/\/+$/, ''),
    secretKey: given.SECRET_KEY ?? rememberedSecret(given.DATA_DIR),
    admin:
      given.ADMIN_EMAIL && given.ADMIN_PASSWORD ? { email: given.ADMIN_EMAIL, password: given.ADMIN_PASSWORD } : null,
    mailFrom: { name: from?.[1]?.trim() || 'Symposia', address: from?.[2] ?? from?.[3] ?? '' },
    databaseUrl: given.DATABASE_URL ?? null,
    redisUrl: given.REDIS_URL ?? null,
    smtpUrl: given.SMTP_URL ?? null,
    process: given.PROCESS,
    trustedProxies: readTrustedProxies(given.TRUST_PROXY) ?? false,
    dataDir: given.DATA_DIR,
    s3:
      given.S3_ENDPOINT && given.S3_BUCKET && given.S3_ACCESS_KEY && given.S3_SECRET_KEY
        ? {
            endpoint: given.S3_ENDPOINT,
            bucket: given.S3_BUCKET,
            region: given.S3_REGION,
            accessKey: given.S3_ACCESS_KEY,
            secretKey: given.S3_SECRET_KEY,
            pathStyle: given.S3_PATH_STYLE === 'true',
          }
        : null,
    uploadLimit: given.UPLOAD_LIMIT_MB * 1_000_000,
    production,
    logLevel: given.LOG_LEVEL,
  });
}

/** A secret made once for this data directory, so that links in mails stay good after a restart. */
function rememberedSecret(dataDir: string): string {
  return remembered(dataDir, 'secret-key', () => randomBytes(48).toString('base64url'));
}

/**
 * A value kept in a private file of the data directory and made at the first call. Two processes that start together
 * agree: one of them makes the file, and the other reads it.
 */
export function remembered(dataDir: string, name: string, make: () => string): string {
  const file = join(dataDir, name);
  // Passable for the user that the embedded PostgreSQL runs as, whatever the umask; the files in it are private.
  if (mkdirSync(dataDir, { recursive: true }) !== undefined) chmodSync(dataDir, 0o711);
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, make(), { mode: 0o600 });
    try {
      // A link appears with its content: nobody ever reads half a value.
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(file, 'utf8').trim();
}
