/** docker-compose.yml, Dockerfile and .env.example: valid, and about the application as it is. No Docker needed. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { loadConfig } from '../../src/platform/config/config.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(path.join(ROOT, name), 'utf8');

interface Service {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  volumes?: string[];
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

const composeText = read('docker-compose.yml');
const compose = parse(composeText, { merge: true }) as Compose;
const dockerfile = read('Dockerfile').replace(/\\\n/g, ' ');
/** Those that run our own code. */
const applications = Object.entries(compose.services).filter(([, { environment }]) => environment?.['PROCESS']);

/** The schema of the Compose Specification (Apache-2.0), as the package dclint carries it. */
function composeSchema(): object {
  const manifest = createRequire(import.meta.url).resolve('dclint/package.json');
  const schema = JSON.parse(
    readFileSync(path.join(path.dirname(manifest), 'schemas/compose.schema.json'), 'utf8'),
  ) as object;
  // Draft 07 under an address (https) that it does not have.
  return { ...schema, $schema: 'http://json-schema.org/draft-07/schema#' };
}

/** What Compose makes of `${NAME}`, `${NAME:-default}` and `${NAME:?message}`. */
function interpolate(text: string, values: Record<string, string>): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, sign?: string, rest?: string) => {
    const value = values[name] || (sign === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`${name}: ${rest ?? 'not set'}`);
    return value;
  });
}

const VALUES = {
  PUBLIC_URL: 'https://symposia.example.org',
  SECRET_KEY: 'a secret of more than thirty-two characters',
  POSTGRES_PASSWORD: '0123456789abcdef',
  MAIL_FROM: 'Symposia <no-reply@symposia.example.org>',
  SMTP_URL: 'smtp://user:password@mail.example.org:587',
};

describe('docker-compose.yml', () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(composeSchema());

  it('follows the Compose Specification', () => {
    validate(compose);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('would not, with a misspelt key or a value of the wrong type', () => {
    expect(validate({ services: { web: { imagine: 'x' } } })).toBe(false);
    expect(validate({ services: { web: { image: 'x', healthcheck: { test: 'true', retries: ['3'] } } } })).toBe(false);
    expect(validate({ services: { web: { image: 'x' } } })).toBe(true);
  });

  it('gives web and worker settings that the application accepts in production', () => {
    expect(applications.map(([name]) => name)).toEqual(['web', 'worker']);
    for (const [name, { environment = {} }] of applications) {
      const settings = Object.fromEntries(
        Object.entries(environment).map(([key, value]) => [key, interpolate(value, VALUES)]),
      );
      const config = loadConfig(settings);
      expect(config).toMatchObject({ production: true, process: name, host: '0.0.0.0', port: 3000, admin: null });
      expect(new URL(config.databaseUrl ?? '').hostname).toBe('postgres');
      expect(new URL(config.redisUrl ?? '').hostname).toBe('redis');
    }
  });

  it('does not start without a secret', () => {
    for (const name of Object.keys(VALUES)) {
      expect(() => interpolate(composeText, { ...VALUES, [name]: '' })).toThrow(name);
    }
  });

  it('pins every image, checks the health of every service and declares every volume', () => {
    for (const [name, { image, healthcheck, volumes }] of Object.entries(compose.services)) {
      expect([name, interpolate(image ?? '', VALUES)]).toEqual([name, expect.stringMatching(/:(\d+\.\d+|local)/)]);
      expect([name, healthcheck?.test[0]]).toEqual([name, 'CMD']);
      for (const volume of volumes ?? []) expect(compose.volumes).toHaveProperty(volume.split(':')[0] ?? '');
    }
  });

  it('explains every variable in .env.example, and no other', () => {
    const used = new Set([...composeText.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
    const explained = [...read('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect([...used].sort()).toEqual([...explained].sort());
  });
});

describe('commands', () => {
  const inDockerfile = [...dockerfile.matchAll(/^\s*(?:CMD|ENTRYPOINT|HEALTHCHECK .*CMD) (\[.*\])$/gm)].map(
    ([, list]) => JSON.parse(list ?? '[]') as string[],
  );
  const inCompose = Object.values(compose.services).flatMap(({ command, healthcheck }) => [
    ...(command ? [command] : []),
    ...(healthcheck ? [healthcheck.test.slice(1)] : []),
  ]);

  it('are there, each as a list (no shell between)', () => {
    expect(inDockerfile).toHaveLength(2);
    expect(inCompose).toHaveLength(7);
    expect(inCompose.every((command) => Array.isArray(command))).toBe(true);
  });

  it('run programs of their images, and files that the build makes', () => {
    for (const command of [...inDockerfile, ...inCompose]) {
      expect(['node', 'pg_isready', 'redis-server', 'redis-cli']).toContain(command[0]);
      for (const file of command.filter((word) => word.startsWith('dist/'))) {
        const source = file.replace(/^dist\//, '').replace(/\.js$/, '.ts');
        expect([file, existsSync(path.join(ROOT, source))]).toEqual([file, true]);
      }
    }
  });

  it('copy only what is there and not ignored', () => {
    const ignored = read('.dockerignore').split('\n');
    const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      ([, names]) => names?.split(' ') ?? [],
    );
    expect(sources.length).toBeGreaterThan(4);
    for (const name of sources.filter((name) => name !== '.')) {
      const real = name.replace(/\*$/, '');
      expect([real, existsSync(path.join(ROOT, real))]).toEqual([real, true]);
      expect(ignored).toContain(`!${real}`);
    }
    for (const line of ignored.filter((line) => line.startsWith('!'))) {
      expect([line, existsSync(path.join(ROOT, line.slice(1)))]).toEqual([line, true]);
    }
  });
});
