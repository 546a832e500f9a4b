/**
 * Lets plain Node run this project's TypeScript: `node --import ./test/support/typescript.js file.ts`.
 * For what runs outside of jest's own module loader (jest loads its global setup as CommonJS, which cannot import ours), without a build.
 * The same file registers the hooks (main thread) and is the hooks (loader thread). Same compiler settings as the tests'.
 */
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register(import.meta.url);

/** Imports end in `.js`, as they will in the build; the source may be `.ts` or `.tsx`. */
export async function resolve(specifier, context, next) {
  const isOurs = /^\.{1,2}\/.*\.js$/.test(specifier) && /\.tsx?$/.test(context.parentURL ?? '');
  if (isOurs) {
    for (const extension of ['.ts', '.tsx']) {
      try {
        return await next(specifier.replace(/\.js$/, extension), context);
      } catch (error) {
        if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
      }
    }
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!/\.tsx?$/.test(url)) return next(url, context);
  const [{ transform }, { default: jest }] = await Promise.all([import('@swc/core'), import('../../jest.config.js')]);
  const [[, options]] = Object.values(jest.projects[0].transform);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), {
    ...options,
    filename,
    swcrc: false,
    sourceMaps: 'inline',
  });
  return { format: 'module', source: code, shortCircuit: true };
}
