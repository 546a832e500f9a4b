import {
  aJpeg,
  anMp3,
  anMp4,
  anOfficeFile,
  anOpenDocument,
  aPdf,
  aPng,
  aWebm,
  aWebp,
  aZip,
} from '../../../test/factories/files.js';
import { FILE_TYPES, type FileType } from './file-types.js';
import { checkType, FileTypeNotAllowed, HEAD_BYTES } from './type-check.js';

/** As an upload does it: the head first, then everything in chunks. */
async function typeOf(content: Buffer, name = ''): Promise<FileType> {
  const check = await checkType(content.subarray(0, HEAD_BYTES), name);
  for (let start = 0; start < content.length; start += 50_001) check.take(content.subarray(start, start + 50_001));
  return check.found();
}

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const word = (more = {}) => anOfficeFile('word/document.xml', more);

describe('what a file is, by its content', () => {
  it.each([
    { title: 'a PDF', content: aPdf(), type: FILE_TYPES.pdf },
    { title: 'a PDF that calls itself a picture', content: aPdf(), name: 'x.png', type: FILE_TYPES.pdf },
    {
      title: 'a PDF with a page of HTML in it',
      content: aPdf('<html><script>alert(1)</script>'),
      name: 'x.html',
      type: FILE_TYPES.pdf,
    },
    { title: 'a Word file', content: word(), type: FILE_TYPES.docx },
    { title: 'an Excel file', content: anOfficeFile('xl/workbook.xml'), type: FILE_TYPES.xlsx },
    { title: 'a PowerPoint file', content: anOfficeFile('ppt/presentation.xml'), type: FILE_TYPES.pptx },
    {
      title: 'a PowerPoint file whose pictures come first',
      content: aZip({
        'ppt/media/image1.png': 'x'.repeat(900_000),
        'ppt/presentation.xml': Buffer.from('<x/>'),
        '[Content_Types].xml': Buffer.from('<x/>'),
      }),
      type: FILE_TYPES.pptx,
    },
    {
      title: 'a Word file that unpacks to 200 MB: it is not unpacked',
      content: word({ 'word/media/image1.bmp': Buffer.alloc(200_000_000) }),
      type: FILE_TYPES.docx,
    },
    { title: 'an OpenDocument text', content: anOpenDocument('text'), type: FILE_TYPES.odt },
    { title: 'an OpenDocument table', content: anOpenDocument('spreadsheet'), type: FILE_TYPES.ods },
    { title: 'an OpenDocument presentation', content: anOpenDocument('presentation'), type: FILE_TYPES.odp },
    { title: 'a PNG', content: aPng(), type: FILE_TYPES.png },
    { title: 'a JPEG', content: aJpeg(), type: FILE_TYPES.jpeg },
    {
      title: 'a JPEG that is a script too',
      content: Buffer.concat([aJpeg(), utf8('*/=alert(1)/*')]),
      name: 'x.js',
      type: FILE_TYPES.jpeg,
    },
    { title: 'a WebP', content: aWebp(), type: FILE_TYPES.webp },
    { title: 'an MP4', content: anMp4(), type: FILE_TYPES.mp4 },
    { title: 'an MP4 for telephones', content: anMp4('M4V'), type: FILE_TYPES.mp4 },
    { title: 'an M4A', content: anMp4('M4A'), type: FILE_TYPES.m4a },
    { title: 'a WebM', content: aWebm(), type: FILE_TYPES.webm },
    { title: 'an MP3', content: anMp3(), type: FILE_TYPES.mp3 },
    {
      title: 'a text',
      content: utf8('Minutes of the meeting.\n会议纪要\n'),
      name: 'minutes.txt',
      type: FILE_TYPES.text,
    },
    { title: 'a text with a byte order mark', content: utf8('\ufeff會議紀要'), type: FILE_TYPES.text },
    { title: 'a text that begins like a bitmap', content: utf8('BMJ guidelines'), type: FILE_TYPES.text },
    { title: 'a text in Markdown', content: utf8('# Minutes\n\n- 3 < 4\n'), name: 'minutes.md', type: FILE_TYPES.text },
    {
      title: 'a long text whose characters fall on every boundary',
      content: utf8('会议纪要'.repeat(40_000)),
      type: FILE_TYPES.text,
    },
    { title: 'a table', content: utf8('name,country\nHKU,HK\n'), name: 'hosts.csv', type: FILE_TYPES.csv },
    {
      title: 'subtitles',
      content: utf8('WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ada>Hello\n'),
      name: 'talk.txt',
      type: FILE_TYPES.vtt,
    },
    { title: 'no subtitles but the word', content: utf8('WEBVTTs are subtitles'), type: FILE_TYPES.text },
    {
      title: 'subtitles in SRT',
      content: utf8('1\r\n00:00:01,000 --> 00:00:04,000\r\n你好\r\n'),
      name: 'talk.srt',
      type: FILE_TYPES.srt,
    },
  ])('$title', async ({ content, name, type }) => {
    expect(await typeOf(content, name)).toBe(type);
  });

  it.each([
    { title: 'HTML called a PDF', content: utf8('<!doctype html><script>alert(1)</script>'), name: 'x.pdf' },
    { title: 'HTML called a text', content: utf8('\n\n <html><body>x</body></html>'), name: 'x.txt' },
    { title: 'a text with HTML in it', content: utf8('Hello\n<script src=//evil.example></script>'), name: 'x.txt' },
    { title: 'a PDF behind a page of HTML', content: Buffer.concat([utf8('<html>'), aPdf()]), name: 'x.pdf' },
    {
      title: 'SVG called a PNG',
      content: utf8('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      name: 'x.png',
    },
    { title: 'SVG behind an XML declaration', content: utf8('<?xml version="1.0"?>\n<svg/>'), name: 'x.svg' },
    { title: 'XML', content: utf8('<?xml version="1.0"?><a/>'), name: 'x.xml' },
    { title: 'XML behind a byte order mark', content: utf8('\ufeff<?xml version="1.0"?><a/>'), name: 'x.txt' },
    { title: 'a script', content: utf8('alert(1)'), name: 'x.js' },
    { title: 'a shell script', content: utf8('#!/bin/sh\nrm -rf /\n'), name: 'x.txt' },
    { title: 'a batch file', content: utf8('del *.*'), name: 'x.bat' },
    { title: 'RTF', content: utf8('{\\rtf1 x}'), name: 'x.txt' },
    { title: 'PostScript', content: utf8('%!PS-Adobe-3.0\n'), name: 'x.txt' },
    { title: 'a GIF', content: utf8('GIF89a\x01\0\x01\0'), name: 'x.gif' },
    { title: 'a GIF that is a script', content: utf8('GIF89a=1;alert(1)//'), name: 'x.gif' },
    { title: 'a program', content: Buffer.concat([utf8('MZ\x90\0'), Buffer.alloc(200)]), name: 'x.pdf' },
    { title: 'a Linux program', content: Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(60)]), name: 'x' },
    { title: 'a ZIP file', content: aZip({ 'a.txt': 'x' }), name: 'x.zip' },
    { title: 'a ZIP file called a Word file', content: aZip({ 'a.txt': 'x' }), name: 'x.docx' },
    { title: 'a Java program', content: aZip({ 'META-INF/MANIFEST.MF': 'x', 'A.class': 'x' }), name: 'x.docx' },
    { title: 'a Word file with macros', content: word({ 'word/vbaProject.bin': 'x' }), name: 'x.docx' },
    {
      title: 'an Excel file with old macros',
      content: anOfficeFile('xl/workbook.xml', { 'xl/macrosheets/sheet1.xml': 'x' }),
    },
    { title: 'a Word file with controls', content: word({ 'word/activeX/activeX1.bin': 'x' }) },
    { title: 'a Word file that is an Excel file too', content: word({ 'xl/workbook.xml': 'x' }) },
    { title: 'a Word file without its end', content: word().subarray(0, 120) },
    { title: 'an e-book', content: aZip({ mimetype: 'application/epub+zip', 'content.xml': 'x' }) },
    { title: 'a drawing', content: anOpenDocument('graphics') },
    {
      title: 'an old Word file',
      content: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      name: 'x.doc',
    },
    { title: 'a film of another kind', content: anMp4('qt'), name: 'x.mov' },
    { title: 'a text in another encoding', content: Buffer.from('bbe1d2e9bccdd2aa', 'hex'), name: 'x.txt' },
    { title: 'a text in UTF-16', content: Buffer.from('\ufeffHello', 'utf16le'), name: 'x.txt' },
    { title: 'a text with a null', content: utf8('Hello\0'), name: 'x.txt' },
    {
      title: 'a text that is none after a while',
      content: Buffer.concat([utf8('x'.repeat(60_000)), Buffer.from([0xff])]),
    },
    { title: 'a text that ends in half a character', content: utf8(`${'x'.repeat(20_000)}会`).subarray(0, -1) },
    { title: 'nothing that anybody knows', content: Buffer.from([1, 2, 3, 250, 251]) },
    { title: 'the beginning of a ZIP file', content: Buffer.from('PK\x03\x04', 'latin1') },
  ])('is not accepted: $title', async ({ content, name }) => {
    await expect(typeOf(content, name)).rejects.toThrow(FileTypeNotAllowed);
  });

  it('says what is accepted', async () => {
    await expect(typeOf(utf8('<html>'))).rejects.toMatchObject({
      code: 'file-type-not-allowed',
      message: expect.stringContaining('PDF, Word, Excel') as string,
      errors: [{ path: 'file', code: 'file-type-not-allowed' }],
    });
  });
});
