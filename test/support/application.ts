/** The built application (`npm run build` first) as a process of its own, the way an operator runs it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MAIN = path.join(ROOT, 'dist/src/main.js');

/** Of the administrator that every test application has. */
export const ADMIN = { email: 'admin@symposia.example', password: 'correct horse battery staple' };

/** How to start it. */
export interface ApplicationOptions {
  /** Settings on top of (or, as undefined, instead of) the defaults: ADMIN, a secret, LOG_LEVEL=info. The shell's own settings do not come in. */
  env?: Record<string, string | undefined>;
  /** Default: a temporary folder, removed by `stop` and left by `kill` (for the next start). */
  dataDir?: string;
  /** Default: a free one. */
  port?: number;
  /** Arguments of the command, e.g. `--demo`. */
  args?: string[];
  /** How long it may take until `/readyz` answers 200; ms, default 30,000. */
  readyWithinMs?: number;
}

/** A running application. */
export interface RunningApplication {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  url: string;
  port: number;
  dataDir: string;
  pid: number;
  /** From the start of the process to the first 200 of `/readyz`, in ms. */
  readyAfterMs: number;
  /** Everything it has written so far, both streams. */
  output(): string;
  /** SIGTERM, then waits. @returns the exit code. @throws Error when it is still there after `withinMs` (default 15,000); it is killed then. */
  stop(withinMs?: number): Promise<number | null>;
  /** SIGKILL, then waits. An embedded PostgreSQL stays behind; start again with the same `dataDir` and `stop` that one. */
  kill(): Promise<void>;
}

/** @throws Error with the application's output when it ends or does not become ready in time. */
export async function startApplication(options: ApplicationOptions = {}): Promise<RunningApplication> {
  if (!existsSync(MAIN)) throw new Error('The application is not built: npm run build.');
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const dataDir = options.dataDir ?? (await temporaryFolder());
  const began = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN, ...(options.args ?? [])], {
    cwd: ROOT,
    env: environment({
      PORT: `${port}`,
      PUBLIC_URL: url,
      DATA_DIR: dataDir,
      SECRET_KEY: 'a secret for tests only, and long enough for everybody',
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      ...options.env,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }

  const kill = async () => {
    if (hasEnded(child)) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const stop = async (withinMs = 15_000) => {
    if (!hasEnded(child)) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const late = Symbol('late');
      const timeout = new AbortController();
      const first = await Promise.race([ended, sleep(withinMs, late, { signal: timeout.signal })]);
      timeout.abort();
      if (first === late) {
        await kill();
        throw new Error(`Still there ${withinMs} ms after SIGTERM.\n${output.slice(-4_000)}`);
      }
    }
    if (!options.dataDir) await fs.rm(dataDir, { recursive: true, force: true });
    return child.exitCode;
  };

  try {
    await untilReady(child, url, options.readyWithinMs ?? 30_000);
  } catch (error) {
    await kill();
    throw new Error(`${(error as Error).message}\n${output.slice(-4_000)}`, { cause: error });
  }
  const readyAfterMs = Math.round(performance.now() - began);
  return { url, port, dataDir, pid: child.pid ?? 0, readyAfterMs, output: () => output, stop, kill };
}

/** Runs it until it ends by itself: for starts that must fail, and for the one-off commands (`script` is a file below dist/src). */
export async function runApplication(
  env: Record<string, string | undefined>,
  script = 'main.js',
  args: string[] = [],
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [path.join(ROOT, 'dist/src', script), ...args], {
    cwd: ROOT,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  await once(child, 'close');
  return { code: child.exitCode, output };
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Open to the embedded server's user, who is another one when the tests run as root. */
async function temporaryFolder(): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'symposia-application-'));
  await fs.chmod(folder, 0o711);
  return folder;
}

/** Nothing of the shell that the tests were started from but what a process cannot do without. */
function environment(settings: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, ...settings };
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function untilReady(child: ChildProcess, url: string, withinMs: number): Promise<void> {
  for (const deadline = performance.now() + withinMs; performance.now() < deadline; await sleep(50)) {
    if (hasEnded(child)) throw new Error(`The application ended with ${child.exitCode ?? child.signalCode}.`);
    const status = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      async (response) => (await response.arrayBuffer(), response.status),
      () => 0, // not listening yet
    );
    if (status === 200) return;
  }
  throw new Error(`The application was not ready within ${withinMs} ms.`);
}
