/** A Redis of the test's own on a free port of loopback, which keeps nothing on disk: whatever ends it empties it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { Redis } from 'ioredis';
import { freePort } from './application.js';
import { eventually } from './until.js';

export interface RedisServer {
  /** `redis://127.0.0.1:<port>` */
  url: string;
  /** On the same port as before, and empty. */
  start(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** One command, e.g. `run('FLUSHALL')`. */
  run(command: string, ...args: string[]): Promise<unknown>;
}

/** Is there one on this machine? */
export const hasRedis = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const server: RedisServer = {
    url,
    start: async () => {
      const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      child = spawn('redis-server', [...settings, '--dir', os.tmpdir()], { stdio: 'ignore' });
      await eventually(
        () => server.run('PING'),
        (answer) => answer === 'PONG',
        10_000,
      );
    },
    kill: async () => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    run: async (command, ...args) => {
      const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
      client.on('error', () => undefined); // told by the command that fails
      try {
        await client.connect();
        return await client.call(command, ...args);
      } finally {
        client.disconnect();
      }
    },
  };
  await server.start();
  return server;
}
