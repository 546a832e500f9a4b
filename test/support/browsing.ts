/** Somebody with a browser, without one: cookies are kept, and a form is sent with the token of the form that was seen last. */
import { type ShownPage, textOf } from './console-visitor.js';
import { type TestApplication } from './running-application.js';

export type BrowsedPage = ShownPage & { headers: Headers };

type Fields = Record<string, string | string[]>;

interface SendOptions {
  /** In place of that of the form that was seen last; null: none. */
  token?: string | null;
  headers?: Record<string, string>;
}

export interface Browsing {
  /** By name, as the server has set them. */
  cookies: Map<string, string>;
  /** The token of the form that was seen last; null before the first. */
  token: string | null;
  open(path: string, headers?: Record<string, string>): Promise<BrowsedPage>;
  /** Sends fields as a form would. */
  send(path: string, fields?: Fields, options?: SendOptions): Promise<BrowsedPage>;
  /** Opens the page of the form, and sends it. */
  fillIn(path: string, fields: Fields): Promise<BrowsedPage>;
  /** @throws Error when it does not end in the console */
  signIn(credentials: { email: string; password: string }): Promise<void>;
}

export function browse(application: Pick<TestApplication, 'url'>): Browsing {
  const cookies = new Map<string, string>();
  const call = async (path: string, init: RequestInit): Promise<BrowsedPage> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(application.url + path, {
      redirect: 'manual',
      ...init,
      headers: { accept: 'text/html', 'accept-language': 'en', ...(cookie && { cookie }), ...init.headers },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const html = await answer.text();
    const { status, headers } = answer;
    browsing.token = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? browsing.token;
    return { status, headers, html, text: textOf(html), location: headers.get('location') };
  };
  const browsing: Browsing = {
    cookies,
    token: null,
    open: (path, headers = {}) => call(path, { headers }),
    send: (path, fields = {}, { token = browsing.token, headers = {} } = {}) => {
      const all = Object.entries({ ...(token === null ? {} : { csrf: token }), ...fields });
      const body = new URLSearchParams(all.flatMap(([name, value]) => [value].flat().map((one) => [name, one])));
      return call(path, { method: 'POST', headers, body });
    },
    fillIn: async (path, fields) => {
      await browsing.open(path);
      return browsing.send(path, fields);
    },
    signIn: async (credentials) => {
      const { status, location, text } = await browsing.fillIn('/sign-in', credentials);
      if (location !== '/organise') throw new Error(`Sign-in: ${status} ${location ?? text}`);
    },
  };
  return browsing;
}
