/** What the fault tests start, and clean away again whatever has happened: a mail sink, data directories, processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ADMIN, type ApplicationOptions, freePort, type RunningApplication, startApplication } from './application.js';
import { serverOf } from './embedded-database.js';
import { type MailSink, startMailSink } from './mail-sink.js';

export interface Stage {
  sink: MailSink;
  /** On the data directory of the stage, with the sink as its mail server, unless `options` say otherwise. */
  start(options?: ApplicationOptions): Promise<RunningApplication>;
  /** Without waiting until it is ready: for starts that fail, or that are to be disturbed. */
  begin(env?: Record<string, string | undefined>): Promise<BegunApplication>;
  dataDir: string;
  /** Ends what still runs, the embedded PostgreSQL included, and removes the data directory. */
  clear(): Promise<void>;
}

/** A process of the application that may never become ready. */
export interface BegunApplication {
  child: ChildProcess;
  url: string;
  /** Everything it has written so far, both streams. */
  output(): string;
  /** Resolves with the exit code, when it has ended and its output is complete; null after a signal. */
  ended: Promise<number | null>;
}

const SECRET_KEY = 'a secret for tests only, and long enough for everybody';
const ROOT = path.resolve(import.meta.dirname, '../..');

export async function setStage(): Promise<Stage> {
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'symposia-faults-'));
  await fs.chmod(dataDir, 0o711); // as root, the database server runs as somebody else
  const sink = await startMailSink();
  const running = new Set<RunningApplication>();
  const begun = new Set<ChildProcess>();
  const stage: Stage = {
    sink,
    dataDir,
    start: async (options = {}) => {
      const application = await startApplication({
        dataDir,
        readyWithinMs: 60_000,
        ...options,
        env: { SMTP_URL: sink.url, LOG_LEVEL: 'info', ...options.env },
      });
      running.add(application);
      return application;
    },
    begin: async (env = {}) => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const { PATH, HOME } = process.env;
      const child = spawn(process.execPath, [path.join(ROOT, 'dist/src/main.js')], {
        cwd: ROOT,
        env: {
          ...{ PATH, HOME, PORT: `${port}`, PUBLIC_URL: url, DATA_DIR: dataDir, SMTP_URL: sink.url, SECRET_KEY },
          ...{ ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password },
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      begun.add(child);
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => (output += text));
      }
      const ended = once(child, 'close').then(() => child.exitCode);
      return { child, url, output: () => output, ended };
    },
    clear: async () => {
      for (const application of running) await application.kill();
      for (const child of begun) child.kill('SIGKILL');
      const server = await serverOf(dataDir);
      if (server) process.kill(server, 'SIGQUIT');
      await sink.close();
      await fs.rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
  return stage;
}

/** The same numbers for the same seed, from 0 up to 1 (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
