import { deflateRawSync } from 'node:zlib';

/*
 * Small files of every kind, made of what makes programs take them for it.
 */

/** A PDF that a reader opens. */
export const aPdf = (more = ''): Buffer =>
  Buffer.from(
    `%PDF-1.4\n%âãÏÓ\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n${more}\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
    'latin1',
  );

export const aPng = (): Buffer =>
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

export const aJpeg = (): Buffer =>
  Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.from('ffd9', 'hex')]);

export const aWebp = (): Buffer => Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');

/** An MP4 of no frames, so many bytes long. */
export function anMp4(brand = 'isom', size = 2_000): Buffer {
  const head = Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand.padEnd(4)}\0\0\x02\0${brand.padEnd(4)}mp41`, 'latin1'),
  ]);
  const rest = Buffer.alloc(size - head.length);
  rest.writeUInt32BE(rest.length, 0);
  rest.write('mdat', 4, 'latin1');
  for (let at = 8; at < rest.length; at++) rest[at] = at % 251;
  return Buffer.concat([head, rest]);
}

export const aWebm = (): Buffer =>
  Buffer.concat([
    Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d4287810442858102', 'hex'),
    Buffer.alloc(64),
  ]);

export const anMp3 = (): Buffer =>
  Buffer.concat([
    Buffer.from('4944330400000000000a', 'hex'),
    Buffer.alloc(10),
    Buffer.from('fffb9000', 'hex'),
    Buffer.alloc(400),
  ]);

/** A ZIP file of these entries; those whose content is a string are stored, the others compressed. */
export function aZip(entries: Record<string, string | Buffer>): Buffer {
  const locals: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const isStored = typeof content === 'string';
    const raw = Buffer.from(content);
    const packed = isStored ? raw : deflateRawSync(raw, { level: 9 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(isStored ? 0 : 8, 4);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(raw.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    list.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(list.length, 8);
  end.writeUInt16LE(list.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** A Word, Excel or PowerPoint file by its main part. */
export const anOfficeFile = (main: string, more: Record<string, string | Buffer> = {}): Buffer =>
  aZip({
    '_rels/.rels': Buffer.from('<x/>'),
    [main]: Buffer.from('<x/>'),
    ...more,
    '[Content_Types].xml': Buffer.from('<Types/>'),
  });

/** An OpenDocument file by the last part of its media type. */
export const anOpenDocument = (kind: string): Buffer =>
  aZip({ mimetype: `application/vnd.oasis.opendocument.${kind}`, 'content.xml': Buffer.from('<x/>') });
