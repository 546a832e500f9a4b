/** Chromium for tests: one for a file, a fresh context for each visitor. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executable = CANDIDATES.find((path) => existsSync(path));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * `describe` where there is Chromium. Elsewhere the tests are skipped with a message, except in CI, where they must run.
 * @param more arguments of Chromium, e.g. for a camera
 */
export function describeInBrowser(
  title: string,
  tests: (launched: () => Browser) => void,
  more: readonly string[] = [],
): void {
  if (executable === undefined) {
    const message = `There is no Chromium on this machine, so nothing was tested: ${title}`;
    if (process.env['CI'] === 'true') {
      it(title, () => {
        throw new Error(message);
      });
    } else {
      it.skip(message, () => undefined);
    }
    return;
  }
  describe(title, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: executable,
        args: [
          ...['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
          ...more,
        ],
      });
    });
    afterAll(() => browser.close());
    tests(() => browser);
  });
}

/** A page with what went wrong on it so far. */
export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** Requests to other hosts. */
  foreign: string[];
  /** Errors on the console and uncaught ones, but for the status of the page itself. */
  errors: string[];
}

export async function openPage(browser: Browser, origin: string, options: BrowserContextOptions): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const foreign: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) foreign.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('the server responded with a status of')) {
      errors.push(message.text());
    }
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  return { page, context, foreign, errors };
}

/** What axe finds wrong, one line each: rule, number of places, the first of them. */
export async function violations(page: Page): Promise<string[]> {
  // The page's own policy forbids inline scripts; the test's tool comes in through the browser instead.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    interface Violation {
      id: string;
      nodes: { html: string }[];
    }
    const { axe: loaded } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: Violation[] }> };
    };
    const result = await loaded.run({ iframes: false });
    return result.violations.map(({ id, nodes }) => `${id} ×${nodes.length}: ${nodes[0]?.html.slice(0, 150)}`);
  });
}

/** How far the page can be scrolled sideways, in CSS pixels. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
