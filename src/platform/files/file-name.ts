import { type FileType } from './file-types.js';

/** Characters of a shown name, extension included. */
export const MAX_NAME = 150;

/** Controls, what is unassigned or private, and what turns or hides the text around it (bidirectional, zero width). */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** What file systems do not take in a name. */
const RESERVED = /[<>:"|?*]/g;

/** Begins with a letter, so that “Volume 1.2” keeps its number. */
const EXTENSION = /\.([a-z][a-z0-9]{0,4})$/i;

/** The extension that somebody's name for a file has, in small letters; '' for none. */
export function extensionOf(name: string): string {
  return EXTENSION.exec(name.trim())?.[1]?.toLowerCase() ?? '';
}

/**
 * What a file is called when it is shown and saved: the name that it came with, one line without a path, whose extension
 * says what the file really is.
 */
export function shownName(given: string, { extensions }: FileType): string {
  const [last = ''] = given.normalize('NFC').split(/[/\\]/).slice(-1);
  const clean = last.replace(INVISIBLE, '').replace(RESERVED, ' ').replace(/\s+/g, ' ').trim();
  const extension = extensions.find((one) => one === extensionOf(clean)) ?? extensions[0];
  const stem = clean.replace(EXTENSION, '').replace(/^[. ]+|[. ]+$/g, '') || 'document';
  const room = MAX_NAME - extension.length - 1;
  // A pair that is cut in two leaves nothing of itself.
  return `${stem
    .slice(0, room)
    .replace(/\p{Cs}$/u, '')
    .trimEnd()}.${extension}`;
}

/**
 * The header of a download (RFC 6266): the name in ASCII for those who know no better, and as it is (RFC 8187). Whatever
 * it contains, it stays one quoted string and one extended value.
 */
export function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
