import { HttpAdapterHost } from '@nestjs/core';
import { type TestApplication } from './running-application.js';

/** A route as the running application has it: `GET`, `/api/v1/editions/:key`. */
export interface Route {
  method: string;
  path: string;
}

/** Below this, a line of the printed tree is one level deeper. */
const INDENT = 4;

/** Every route of the running application, read from its router; HEAD is left out where there is GET. */
export function routesOf(application: TestApplication): Route[] {
  const router = application
    .get(HttpAdapterHost)
    .httpAdapter.getInstance<{ printRoutes(options: { commonPrefix: boolean }): string }>();
  const ancestors: string[] = [];
  return router
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line): Route[] => {
      const [, branch = '', text = '', methods] = /^([│ ]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
      if (text === '') return [];
      const depth = branch.length / INDENT;
      const path = (ancestors[depth - 1] ?? '') + text;
      ancestors.length = depth;
      ancestors.push(path);
      return (methods ?? '')
        .split(', ')
        .filter((method) => method !== '' && method !== 'HEAD')
        .map((method) => ({ method, path }));
    });
}
