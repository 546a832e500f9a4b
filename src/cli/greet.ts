import { type INestApplicationContext } from '@nestjs/common';
import { type EditionDetails } from '../features/editions/index.js';
import { formatWallTime, wallTime } from '../kernel/time-zone.js';
import { type Config } from '../platform/config/config.js';
import { type Arguments } from './arguments.js';
import { addDemonstration } from './demonstration.js';
import { loadHistory, type Summary } from './load-history.js';
import { organiserSignIn } from './organiser.js';

/** Loads what the arguments ask for, then tells on standard output where to look. Without arguments it is silent. */
export async function greet(
  { app, url }: { app: INestApplicationContext; url: string | null },
  config: Config,
  { history, demo }: Arguments,
): Promise<void> {
  if (!history || !config.runsWeb) return;
  const summary = await loadHistory(app);
  const demonstrations = demo ? await addDemonstration(app) : [];
  const signIn = await organiserSignIn(app, config);
  // With PORT=0 only the server itself knows its port.
  const base = config.port === 0 && url !== null ? url : config.publicUrl;
  process.stdout.write(block(linesOf(config, base, { summary, demonstrations, signIn })));
}

type Line = [label: string, text: string];

function linesOf(
  config: Config,
  base: string,
  { summary, demonstrations, signIn }: { summary: Summary; demonstrations: EditionDetails[]; signIn: string[] },
): Line[] {
  return [
    ['History', describe(summary)],
    ['Front page', `${base}/`],
    ...demonstrations.map((edition): Line => ['Demonstration', `${base}/events/${edition.key}${beginning(edition)}`]),
    ...(config.smtpUrl === null ? [['Mailbox', `${base}/mailbox`] satisfies Line] : []),
    ['Organise', `${base}/organise`],
    ['API', `${base}/api/docs`],
    ...signIn.map((text, index): Line => [index === 0 ? 'Sign in' : '', text]),
  ];
}

function describe(summary: Summary): string {
  const { institutions, series, memberships, editions } = summary;
  if (institutions + series + memberships + editions === 0) return 'complete already';
  return `added ${institutions} institutions, ${series} series, ${memberships} memberships, ${editions} past editions`;
}

function beginning({ startsAt }: EditionDetails): string {
  return startsAt ? `  (${formatWallTime(wallTime('UTC', startsAt)).slice(0, 16).replace('T', ' ')} UTC)` : '';
}

function block(lines: Line[]): string {
  const width = Math.max(...lines.map(([label]) => label.length)) + 2;
  const body = lines.map(([label, text]) => `  ${label.padEnd(width)}${text}`);
  return ['', 'Symposia is ready.', '', ...body, '', ''].join('\n');
}
