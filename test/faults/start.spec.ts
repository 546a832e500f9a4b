/** Starts that must fail: with one clear line for each reason, exit code 1, and nothing left behind. */
import { once } from 'node:events';
import net from 'node:net';
import { serverOf } from '../support/embedded-database.js';
import { setStage, type Stage } from '../support/stage.js';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());

/** What goes to the error output and is not a log line. */
const linesOf = (output: string) =>
  output
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('{'));

async function failedStart(env: Record<string, string | undefined>): Promise<string[]> {
  const starting = await stage.begin(env);
  expect(await starting.ended).toBe(1);
  expect(await serverOf(stage.dataDir)).toBeNull();
  return linesOf(starting.output());
}

describe('settings', () => {
  it.each([
    ['PORT', 'ninety'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'symposia.example'],
    ['SECRET_KEY', 'short'],
    ['ADMIN_EMAIL', 'nobody'],
    ['ADMIN_PASSWORD', 'short'],
    ['MAIL_FROM', 'nobody at all'],
    ['DATABASE_URL', 'mysql://localhost/symposia'],
    ['REDIS_URL', 'localhost:6379'],
    ['SMTP_URL', 'mail.example.org'],
    ['PROCESS', 'both'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is refused by name', async (name, value) => {
    const lines = await failedStart({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name} \\S.*\\.$`));
  });

  it('names all that are wrong, one line each', async () => {
    const lines = await failedStart({ PORT: 'ninety', PROCESS: 'both', ADMIN_PASSWORD: undefined });
    expect(lines.map((line) => line.split(' ', 1)[0])).toEqual(['PORT', 'PROCESS', 'ADMIN_EMAIL']);
  });

  it('refuses production without a real mail server, database, secret and sender', async () => {
    const lines = await failedStart({
      NODE_ENV: 'production',
      SMTP_URL: undefined,
      SECRET_KEY: undefined,
      PUBLIC_URL: undefined,
    });
    expect(lines.map((line) => line.split(' ', 1)[0]).sort()).toEqual(
      ['SECRET_KEY', 'PUBLIC_URL', 'MAIL_FROM', 'DATABASE_URL', 'SMTP_URL'].sort(),
    );
  });
});

it('a port that is taken', async () => {
  const other = net.createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as net.AddressInfo;
  try {
    const lines = await failedStart({ PORT: `${port}` });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`${port}`);
    expect(lines[0]).toMatch(/taken|in use/);
  } finally {
    other.close();
  }
}, 120_000);

it('a database that is not there', async () => {
  const lines = await failedStart({ DATABASE_URL: 'postgresql://symposia:symposia@127.0.0.1:1/symposia' });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/DATABASE_URL/);
  expect(lines[0]).not.toContain('symposia:symposia');
}, 120_000);
