import { type FastifyRequest } from 'fastify';
import { answersOf } from './form-answers.js';
import { nearestPage } from './nearest-page.js';
import { pathWithin } from './pages.js';
import { type StaleFormPageProps } from './stale-form.page.js';

/** Answers that no page may contain. */
const SECRET = /password|current|code|secret|token/i;

/**
 * How to go on after a form without a good token. What was typed is offered again only when the browser itself says that one of our own
 * pages has sent it: another site must not be able to fill in the form that is shown.
 */
export function recoveryOf(request: FastifyRequest): Pick<StaleFormPageProps, 'back' | 'again'> {
  const back = pageOf(request);
  const typed = Object.entries(answersOf(request.body));
  const isOurs = request.headers['sec-fetch-site'] === 'same-origin';
  const isWhole = typeof request.body === 'object' && !typed.some(([name]) => SECRET.test(name));
  if (!isOurs || !isWhole) return { back, again: null };
  const values = typed.flatMap(([name, given = '']) =>
    (typeof given === 'string' ? [given] : given).map((value) => [name, value] as const),
  );
  return { back, again: { action: pathWithin(request.url), values } };
}

/** The page with the form: the one that the browser names, else the nearest to the form's address. */
function pageOf(request: FastifyRequest): string {
  const { referer, host } = request.headers;
  if (referer && URL.canParse(referer) && new URL(referer).host === host) {
    const { pathname, search } = new URL(referer);
    return pathWithin(pathname + search);
  }
  return pathWithin(nearestPage(request));
}
