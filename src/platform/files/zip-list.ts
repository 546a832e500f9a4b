/** Where the list of a ZIP file's contents is looked for: so much of the end of the file. Bytes. */
export const LIST_BYTES = 512 * 1024;

const END = Buffer.from('PK\x05\x06', 'latin1');
const END_BYTES = 22;
const ENTRY = Buffer.from('PK\x01\x02', 'latin1');
const ENTRY_BYTES = 46;

/**
 * The names in the central directory of a ZIP file (APPNOTE 6.3, 4.3.12 and 4.3.16). Nothing is unpacked.
 * @param tail the last `LIST_BYTES` of the file, or all of it
 * @returns null when there is no such list, or when it is broken or longer than the tail
 */
export function entryNamesOf(tail: Buffer): string[] | null {
  const end = tail.lastIndexOf(END);
  if (end < 0 || end + END_BYTES > tail.length) return null;
  const count = tail.readUInt16LE(end + 10);
  const size = tail.readUInt32LE(end + 12);
  const names: string[] = [];
  let at = end - size;
  if (at < 0) return null;
  for (let entry = 0; entry < count; entry++) {
    if (at + ENTRY_BYTES > end || !tail.subarray(at, at + 4).equals(ENTRY)) return null;
    const [name, extra, comment] = [28, 30, 32].map((offset) => tail.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    names.push(tail.toString('utf8', at + ENTRY_BYTES, Math.min(at + ENTRY_BYTES + name, end)));
    at += ENTRY_BYTES + name + extra + comment;
  }
  return names;
}
