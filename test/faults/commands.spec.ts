/** One-off commands of the built application, as an operator calls them. */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runApplication } from '../support/application.js';
import { serverOf } from '../support/embedded-database.js';

describe('commands', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'commands-'));
    await fs.chmod(dataDir, 0o711);
  });
  afterAll(() => fs.rm(dataDir, { recursive: true, force: true }));

  const command = async (...args: string[]) => {
    const { code, output } = await runApplication({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' }, 'main.cli.js', args);
    const lines = output.trim().split('\n');
    // What the database's launcher says goes before and after.
    return { code, last: lines.filter((line) => !line.includes('the database')).at(-1) };
  };

  it('load the history once, and find nothing to add the second time', async () => {
    expect(await command('load-history')).toEqual({
      code: 0,
      last: 'Added: 23 institutions, 3 series, 36 memberships, 14 past editions.',
    });
    expect(await command('load-history')).toEqual({
      code: 0,
      last: 'Added: 0 institutions, 0 series, 0 memberships, 0 past editions.',
    });
    expect(await serverOf(dataDir)).toBeNull();
  });

  it('make the history searchable anew, as often as wanted', async () => {
    const indexed = { code: 0, last: 'Indexed: 40 objects.' };
    expect(await command('reindex-search')).toEqual(indexed);
    expect(await command('reindex-search')).toEqual(indexed);
  });

  it.each([
    { args: ['migrate'], code: 0, says: 'up to date' },
    { args: ['help'], code: 0, says: 'Prints this.' },
    { args: ['sing'], code: 1, says: 'There is no command “sing”. There are: migrate' },
    { args: ['create-admin', 'nobody'], code: 1, says: '“nobody” is not an e-mail address' },
  ])('$args: $code', async ({ args, code, says }) => {
    const answer = await command(...args);
    expect(answer.code).toBe(code);
    expect(answer.last).toContain(says);
  });

  it('an unknown argument stops the start before anything else', async () => {
    const { code, output } = await runApplication({ DATA_DIR: dataDir }, 'main.js', ['--demmo']);
    expect({ code, lines: output.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(output).toContain('Unknown argument --demmo');
  });
});
