/**
 * What one process (PROCESS=all) needs, without its PostgreSQL: time from its start on an existing data directory until /readyz says 200
 * (minimum / median / maximum of 7), and resident memory after 1,000 registrations with two reminders each, that is 3,000 mails; once with
 * a mail server, once with the built-in catcher. Needs a build.
 */
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { setStage } from '../test/support/stage.js';
import { visit } from '../test/support/visitor.js';
import { type Figures, report } from './figures.js';

const STARTS = 7;
const READY_WITHIN_MS = 5_000;
const PEOPLE = 1_000;
const MEMORY_MB = 300;

const residentMb = (pid: number) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', `${pid}`], { encoding: 'utf8' })) / 1024;

async function starts(): Promise<Figures> {
  const stage = await setStage();
  try {
    const values: number[] = [];
    for (let run = 0; run <= STARTS; run++) {
      const application = await stage.start({ env: { LOG_LEVEL: 'warn' } });
      // The first one makes the data directory.
      if (run > 0) values.push(application.readyAfterMs);
      await application.stop();
    }
    return { what: 'start to /readyz 200', unit: 'ms', values, goal: READY_WITHIN_MS };
  } finally {
    await stage.clear();
  }
}

async function memory(name: string, env: Record<string, string | undefined>): Promise<Figures[]> {
  const stage = await setStage();
  try {
    const application = await stage.start({ env: { LOG_LEVEL: 'warn', ...env } });
    const visitor = await visit(application.url);
    const atStart = residentMb(application.pid);
    let most = atStart;
    const watch = setInterval(() => (most = Math.max(most, residentMb(application.pid))), 250);
    const edition = await visitor.edition();
    await visitor.registerAll(edition, PEOPLE);
    await visitor.remindIn(edition, 2);
    await visitor.remindIn(edition, 2);
    const counts = await visitor.settled(edition, 600_000);
    if (counts['sent'] !== 3 * PEOPLE) throw new Error(`Not everything was sent: ${JSON.stringify(counts)}`);
    await sleep(5_000);
    clearInterval(watch);
    const afterwards = residentMb(application.pid);
    await application.stop();
    const figure = (what: string, value: number): Figures => ({
      what: `${name}: ${what}`,
      unit: 'MB',
      values: [value],
      goal: MEMORY_MB,
    });
    return [figure('at the start', atStart), figure('most', most), figure('afterwards', afterwards)];
  } finally {
    await stage.clear();
  }
}

const time = report(`Start, minimum / median / maximum of ${STARTS}`, [await starts()]);
const space = report(`Resident memory, ${PEOPLE} registrations and ${3 * PEOPLE} mails`, [
  ...(await memory('mail server', {})),
  ...(await memory('built-in catcher', { SMTP_URL: undefined })),
]);
if (!time || !space) process.exitCode = 1;
