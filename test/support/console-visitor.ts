/** Somebody at the organisers' console, without a browser: pages, and forms sent back as they were shown. */
import { type Grant } from '../../src/kernel/actor.js';
import { anAccount } from '../factories/account.js';
import { type TestApplication } from './running-application.js';

/** A page as it came. */
export interface ShownPage {
  status: number;
  html: string;
  /** What people read: without tags, with single spaces. */
  text: string;
  location: string | null;
}

export interface ConsoleVisitor {
  open(path: string): Promise<ShownPage>;
  /** Sends fields as a form does. */
  send(path: string, fields: Record<string, string | string[]>): Promise<ShownPage>;
}

/** @returns somebody with these roles; `name` is what others see */
export async function atConsole(
  application: TestApplication,
  name: string | null,
  ...grants: Grant[]
): Promise<ConsoleVisitor> {
  const token = await anAccount(application, ...grants);
  if (name !== null) {
    await application.sql(
      'UPDATE account SET name = $1 WHERE id = (SELECT account_id FROM api_token ORDER BY created_at DESC, id DESC LIMIT 1)',
      [name],
    );
  }
  const call = async (path: string, init: RequestInit = {}): Promise<ShownPage> => {
    const answer = await fetch(application.url + path, {
      redirect: 'manual',
      ...init,
      headers: { authorization: `Bearer ${token}`, accept: 'text/html', ...init.headers },
    });
    const html = await answer.text();
    return { status: answer.status, html, text: textOf(html), location: answer.headers.get('location') };
  };
  return {
    open: (path) => call(path),
    send: (path, fields) => {
      const body = new URLSearchParams(
        Object.entries(fields).flatMap(([field, value]) => [value].flat().map((one) => [field, one])),
      );
      return call(path, { method: 'POST', body });
    },
  };
}

/** The fields of the page's form, as they would be sent if nothing were touched. */
export function fieldsOf({ html }: Pick<ShownPage, 'html'>): Record<string, string> {
  const form = /<form method="post"[^>]*>(?:(?!<form)[\s\S])*?name="_original"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  // Quoted values may hold a “>”.
  const input = /<input(?:[^>"]|"[^"]*")*>/g;
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(input)) {
    const name = attribute(tag, 'name');
    const isChosen = !/type="(?:radio|checkbox)"/.test(tag) || / checked/.test(tag);
    if (name !== null && isChosen) fields[name] = attribute(tag, 'value') ?? '';
  }
  for (const [, tag = '', content = ''] of form.matchAll(/<textarea([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    fields[attribute(tag, 'name') ?? ''] = unescape(content);
  }
  for (const [, tag = '', options = ''] of form.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = /<option[^>]* selected[^>]*>/.exec(options)?.[0] ?? /<option[^>]*>/.exec(options)?.[0] ?? '';
    fields[attribute(tag, 'name') ?? ''] = attribute(chosen, 'value') ?? '';
  }
  return fields;
}

function attribute(tag: string, name: string): string | null {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? null : unescape(value);
}

/** What people read of a page: without tags, with single spaces. */
export function textOf(html: string): string {
  return unescape(html.replace(/<(?:script|style)[\s\S]*?<\/(?:script|style)>|<wbr\/?>/g, '').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function unescape(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
