import { h, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type View, ViewContext } from './view-context.js';

/** The whole document. Components are synchronous: what they show is loaded before. */
export function renderPage(page: VNode, view: View): string {
  return `<!doctype html>\n${renderToString(h(ViewContext.Provider, { value: view, children: page }))}\n`;
}
