/** Once a run of jest, after every worker: ends what `global-setup` began, when the last project is done. */
import { once } from 'node:events';
import { type SharedServer } from './global-setup.js';

export default async function globalTeardown(): Promise<void> {
  const shared = globalThis as { symposiaTestServer?: SharedServer };
  const server = shared.symposiaTestServer;
  if (!server) return;
  server.projects -= 1;
  if (server.projects > 0) return;
  delete shared.symposiaTestServer;
  const ended = once(server.child, 'exit');
  server.child.stdin?.end();
  await ended;
}
