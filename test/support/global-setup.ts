/**
 * Once a run of jest, before any worker: one PostgreSQL server with a template database that has every migration (`test-server.ts`).
 * Workers find it as `TEST_SERVER_URL` and `TEST_TEMPLATE` in their environment; see `createTestDatabase`.
 * Jest loads this file as CommonJS: it can import nothing of the project.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/** The running server, kept by the parent process between setup and teardown, which have no module in common. */
export interface SharedServer {
  /** Jest calls setup and teardown once for each project of a run. */
  projects: number;
  child: ChildProcess;
}

export default async function globalSetup({ rootDir }: { rootDir: string }): Promise<void> {
  const shared = globalThis as { symposiaTestServer?: SharedServer };
  if (shared.symposiaTestServer) {
    shared.symposiaTestServer.projects += 1;
    return;
  }
  const file = (name: string) => path.join(rootDir, 'test/support', name);
  const child = spawn(
    process.execPath,
    ['--import', pathToFileURL(file('typescript.js')).href, file('test-server.ts')],
    {
      cwd: rootDir,
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    const { url, template } = JSON.parse(line) as { url: string; template: string };
    process.env['TEST_SERVER_URL'] = url;
    process.env['TEST_TEMPLATE'] = template;
    shared.symposiaTestServer = { projects: 1, child };
    return;
  }
  throw new Error('The database server of the tests did not start; what it said stands above.');
}
