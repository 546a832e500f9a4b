import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, remembered, SettingsError } from './config.js';

const SECRET_KEY = 'a secret that is long enough for anybody';
const PRODUCTION = {
  NODE_ENV: 'production',
  SECRET_KEY,
  PUBLIC_URL: 'https://meet.example.org/',
  MAIL_FROM: 'East-West Alliance <no-reply@example.org>',
  DATABASE_URL: 'postgresql://symposia:x@db/symposia',
  SMTP_URL: 'smtps://mail.example.org',
};

const S3 = {
  S3_ENDPOINT: 'https://storage.example',
  S3_BUCKET: 'symposia',
  S3_ACCESS_KEY: 'key',
  S3_SECRET_KEY: 'secret',
};

function refusal(env: NodeJS.ProcessEnv): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.lines;
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  it('needs nothing to try it out', () => {
    const config = loadConfig({ SECRET_KEY });
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      databaseUrl: null,
      redisUrl: null,
      smtpUrl: null,
      admin: null,
      process: 'all',
      production: false,
      trustedProxies: false,
      s3: null,
      uploadLimit: 50_000_000,
    });
    expect([config.runsWeb, config.runsWorker, config.isHttps]).toEqual([true, true, false]);
  });

  it('reads a production', () => {
    const config = loadConfig({ ...PRODUCTION, PROCESS: 'worker', REDIS_URL: 'redis://cache' });
    expect(config).toMatchObject({
      publicUrl: 'https://meet.example.org',
      mailFrom: { name: 'East-West Alliance', address: 'no-reply@example.org' },
      redisUrl: 'redis://cache',
    });
    expect([config.runsWeb, config.runsWorker, config.isHttps]).toEqual([false, true, true]);
  });

  it('keeps files in a bucket when one is set', () => {
    expect(loadConfig({ SECRET_KEY, ...S3, S3_PATH_STYLE: 'false', UPLOAD_LIMIT_MB: '200' })).toMatchObject({
      s3: {
        endpoint: 'https://storage.example',
        bucket: 'symposia',
        region: 'us-east-1',
        accessKey: 'key',
        secretKey: 'secret',
        pathStyle: false,
      },
      uploadLimit: 200_000_000,
    });
  });

  it.each([
    { env: { PORT: 'http' }, named: 'PORT' },
    { env: { PORT: '70000' }, named: 'PORT' },
    { env: { PROCESS: 'both' }, named: 'PROCESS' },
    { env: { DATABASE_URL: 'mysql://x' }, named: 'DATABASE_URL' },
    { env: { REDIS_URL: 'localhost:6379' }, named: 'REDIS_URL' },
    { env: { SMTP_URL: 'http://mail' }, named: 'SMTP_URL' },
    { env: { PUBLIC_URL: 'meet.example.org' }, named: 'PUBLIC_URL' },
    { env: { SECRET_KEY: 'short' }, named: 'SECRET_KEY' },
    { env: { MAIL_FROM: 'not an address' }, named: 'MAIL_FROM' },
    { env: { ADMIN_EMAIL: 'admin', ADMIN_PASSWORD: 'long enough' }, named: 'ADMIN_EMAIL' },
    { env: { ADMIN_EMAIL: 'admin@example.org' }, named: 'ADMIN_PASSWORD' },
    { env: { LOG_LEVEL: 'loud' }, named: 'LOG_LEVEL' },
    { env: { TRUST_PROXY: 'everybody' }, named: 'TRUST_PROXY' },
    { env: { UPLOAD_LIMIT_MB: 'much' }, named: 'UPLOAD_LIMIT_MB' },
    { env: { UPLOAD_LIMIT_MB: '0.5' }, named: 'UPLOAD_LIMIT_MB' },
    { env: { ...S3, S3_ENDPOINT: 'storage.example' }, named: 'S3_ENDPOINT' },
    { env: { ...S3, S3_BUCKET: 'Not a bucket' }, named: 'S3_BUCKET' },
    { env: { ...S3, S3_PATH_STYLE: 'perhaps' }, named: 'S3_PATH_STYLE' },
    { env: { ...S3, S3_SECRET_KEY: '' }, named: 'S3_SECRET_KEY is missing' },
    { env: { S3_BUCKET: 'symposia' }, named: 'S3_ENDPOINT, S3_ACCESS_KEY, S3_SECRET_KEY are missing' },
  ])('refuses $env in one line that names $named', ({ env, named }) => {
    const lines = refusal({ SECRET_KEY, ...env });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(named);
  });

  it.each(['SECRET_KEY', 'PUBLIC_URL', 'MAIL_FROM', 'DATABASE_URL', 'SMTP_URL'])('needs %s in production', (name) => {
    const lines = refusal({ ...PRODUCTION, [name]: '' });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name} is needed in production`));
  });

  it('names every wrong setting at once', () => {
    expect(refusal({ SECRET_KEY: 'short', PORT: 'x', PROCESS: 'y' })).toHaveLength(3);
  });
});

describe('remembered', () => {
  const folder = mkdtempSync(join(tmpdir(), 'remembered-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('keeps the first value, in a private file', () => {
    let made = 0;
    const make = () => `value ${++made}`;
    expect([remembered(folder, 'key', make), remembered(folder, 'key', make)]).toEqual(['value 1', 'value 1']);
    expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'key'), 'utf8')).toBe('value 1');
  });
});
