import { guessEncodings, MAX_IMPORT_ROWS, rowsOf, type FileRow, type ImportEncoding } from './import-file.js';

/** The same bytes in pieces that fit no boundary. */
async function* pieces(content: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < content.length; start += size)
    yield await Promise.resolve(content.subarray(start, start + size));
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

async function read(content: Uint8Array, encoding: ImportEncoding | null = null, size?: number): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of rowsOf(pieces(content, size), encoding)) rows.push(row);
  return rows;
}

/** “姓名,邮箱” and “林华,lin@example.org”. */
const GBK = Buffer.from('d0d5c3fb2cd3cacfe40ac1d6bbaa2c6c696e406578616d706c652e6f7267', 'hex');
/** “姓名,信箱” and “林華,lin@example.org”. */
const BIG5 = Buffer.from('a96da6572cab48bd630aaa4cb5d82c6c696e406578616d706c652e6f7267', 'hex');

describe('rowsOf', () => {
  const plain = [
    { line: 1, cells: ['name', 'email'] },
    { line: 2, cells: ['林华', 'lin@example.org'] },
  ];

  it.each([
    { title: 'UTF-8', content: utf8('name,email\n林华,lin@example.org\n') },
    { title: 'UTF-8 with its mark', content: utf8('\uFEFFname,email\n林华,lin@example.org\n') },
    { title: 'UTF-16 of Windows', content: utf16('name,email\r\n林华,lin@example.org\r\n', 'le') },
    { title: 'UTF-16 the other way round', content: utf16('name,email\n林华,lin@example.org\n', 'be') },
    {
      title: 'UTF-16 with tabulators, Excel’s “Unicode text”',
      content: utf16('name\temail\r\n林华\tlin@example.org', 'le'),
    },
    { title: 'no line end at the end', content: utf8('name,email\n林华,lin@example.org') },
    { title: 'CRLF', content: utf8('name,email\r\n林华,lin@example.org\r\n') },
    { title: 'CR', content: utf8('name,email\r林华,lin@example.org\r') },
    { title: 'semicolons', content: utf8('name;email\n林华;lin@example.org\n') },
    { title: 'tabulators', content: utf8('name\temail\n林华\tlin@example.org\n') },
    { title: 'bars', content: utf8('name|email\n林华|lin@example.org\n') },
    { title: 'quotation marks everywhere', content: utf8('"name","email"\r\n"林华","lin@example.org"\r\n') },
  ])('reads $title', async ({ content }) => {
    for (const size of [1, 2, 3, 7, 1000]) expect(await read(content, null, size)).toEqual(plain);
  });

  it('reads a first line that says what separates', async () => {
    expect(await read(utf8('sep=;\r\nname;email\r\nA, B;c@d.example\r\n'))).toEqual([
      { line: 2, cells: ['name', 'email'] },
      { line: 3, cells: ['A, B', 'c@d.example'] },
    ]);
  });

  it('counts lines as people do, whatever ends them within quotation marks', async () => {
    const text = 'name,note\r\nA,"one\r\ntwo"\r\n\r\n,\r\nB,"x ""y"" z"\nC,"1\n\n3"\nD,\n';
    for (const size of [1, 4, 1000])
      expect(await read(utf8(text), null, size)).toEqual([
        { line: 1, cells: ['name', 'note'] },
        { line: 2, cells: ['A', 'one\ntwo'] },
        { line: 6, cells: ['B', 'x "y" z'] },
        { line: 7, cells: ['C', '1\n\n3'] },
        { line: 10, cells: ['D', ''] },
      ]);
  });

  it('chooses the separator outside of quotation marks', async () => {
    expect(await read(utf8('"a;b;c",d\n1,2\n'))).toEqual([
      { line: 1, cells: ['a;b;c', 'd'] },
      { line: 2, cells: ['1', '2'] },
    ]);
  });

  it('keeps rows that are too short or too long as they are', async () => {
    expect((await read(utf8('a,b\n1\n1,2,3\n'))).map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1'],
      ['1', '2', '3'],
    ]);
  });

  it.each([
    {
      encoding: 'gb18030' as const,
      content: GBK,
      expected: [
        ['姓名', '邮箱'],
        ['林华', 'lin@example.org'],
      ],
    },
    {
      encoding: 'big5' as const,
      content: BIG5,
      expected: [
        ['姓名', '信箱'],
        ['林華', 'lin@example.org'],
      ],
    },
  ])('reads $encoding when told so, and only then', async ({ encoding, content, expected }) => {
    expect((await read(content, encoding)).map(({ cells }) => cells)).toEqual(expected);
    await expect(read(content)).rejects.toMatchObject({ code: 'import-not-utf-8' });
    const guesses = guessEncodings(content);
    expect(guesses.find((guess) => guess.encoding === encoding)?.sample).toContain(expected[1]![0]);
    expect(guesses.map((guess) => guess.encoding)).toContain('windows-1252');
  });

  it.each([
    { title: 'nothing', content: utf8(''), code: 'import-empty', where: {} },
    { title: 'empty lines', content: utf8('\r\n\r\n , \r\n'), code: 'import-empty', where: {} },
    { title: 'a workbook', content: Buffer.from('504b030414000600', 'hex'), code: 'import-workbook', where: {} },
    { title: 'an old workbook', content: Buffer.from('d0cf11e0a1b11ae1', 'hex'), code: 'import-workbook', where: {} },
    { title: 'UTF-16 without its mark', content: Buffer.from('a,b\n', 'utf16le'), code: 'import-not-text', where: {} },
    { title: 'Latin-1', content: Buffer.from('name\nMüller\n', 'latin1'), code: 'import-not-utf-8', where: {} },
    {
      title: 'an open quotation mark',
      content: utf8('a,b\n1,2\n3,"4\n5,6\n'),
      code: 'import-broken-quotes',
      where: { line: 3 },
    },
    {
      title: 'a quotation mark within',
      content: utf8('a,b\n1,x"y\n'),
      code: 'import-broken-quotes',
      where: { line: 2 },
    },
    {
      title: 'text after a quotation',
      content: utf8('a,b\n1,"x"y\n'),
      code: 'import-broken-quotes',
      where: { line: 2 },
    },
    {
      title: 'a quotation without an end in a large file',
      content: utf8(`a,b\n1,2\n3,"${'4\n'.repeat(60_000)}`),
      code: 'import-row-too-long',
      where: { line: 3 },
    },
    {
      title: 'a row of commas',
      content: utf8(`a,b\n${'x,'.repeat(400)}\n`),
      code: 'import-too-many-columns',
      where: { line: 2 },
    },
  ])('refuses $title', async ({ content, code, where }) => {
    await expect(read(content, null, 1000)).rejects.toMatchObject({ code, where });
  });

  it('refuses a wrong choice of encoding', async () => {
    await expect(read(Buffer.from([0x61, 0x81, 0x20, 0x0a]), 'big5')).rejects.toMatchObject({
      code: 'import-wrong-encoding',
    });
  });

  it('takes exactly so many rows, and reads on no further', async () => {
    const row = utf8('somebody@example.org,Somebody\n');
    let given = 0;
    async function* rows(count: number): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(utf8('email,name\n'));
      for (given = 0; given < count; given += 100) yield Buffer.concat(Array.from({ length: 100 }, () => row));
    }
    const countOf = async (total: number) => {
      let read = 0;
      for await (const { cells } of rowsOf(rows(total))) read += Math.min(1, cells.length);
      return read;
    };
    expect(await countOf(MAX_IMPORT_ROWS)).toBe(MAX_IMPORT_ROWS + 1);
    await expect(countOf(200_000)).rejects.toMatchObject({ code: 'import-too-many-rows' });
    expect(given).toBeLessThan(MAX_IMPORT_ROWS + 5_000);
  });
});
