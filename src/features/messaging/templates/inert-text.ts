/*
 * Text that somebody else has typed, made harmless where escaping is not enough: mail headers, and mail programs that make
 * links out of what looks like one. Markup is escaped where it is rendered.
 */

/** Line breaks and other controls, and the marks that turn the direction of the text around them. */
const BREAKS = /[\p{Cc}\u2028\u2029]+/gu;
const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** One line for a subject: without controls (so that no header can be added) and without marks of direction. */
export function singleLine(text: string): string {
  return text.replace(BREAKS, ' ').replace(DIRECTIONS, '').replace(/\s+/g, ' ').trim();
}

/** Several lines in somebody's own words, each without controls and marks of direction. */
export function ownLines(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map(singleLine)
    .join('\n');
}

/**
 * One line that no mail program takes for an address: an unseen word joiner (U+2060) parts `http://` and `example.org`. Anybody
 * can register a stranger's address under a "name" that says where to click.
 */
export function inert(name: string): string {
  return singleLine(name)
    .replaceAll('://', ':\u2060/\u2060/')
    .replace(/\.(?=[\p{L}\p{N}]{2})/gu, '.\u2060')
    .replaceAll('@', '@\u2060');
}
