import { attachment, MAX_NAME, shownName } from './file-name.js';
import { FILE_TYPES } from './file-types.js';

describe('shownName', () => {
  it.each([
    { given: 'Proceedings.pdf', expected: 'Proceedings.pdf' },
    { given: 'Proceedings.PDF', expected: 'Proceedings.pdf' },
    { given: '第十二届会议 议程.pdf', expected: '第十二届会议 议程.pdf' },
    { given: 'Volume 1.2', expected: 'Volume 1.2.pdf' },
    { given: 'page.html', expected: 'page.pdf' },
    { given: 'invoice.pdf.exe', expected: 'invoice.pdf.pdf' },
    { given: 'C:\\Users\\ada\\talk.pdf', expected: 'talk.pdf' },
    { given: '../../etc/passwd', expected: 'passwd.pdf' },
    { given: '..', expected: 'document.pdf' },
    { given: '.htaccess', expected: 'htaccess.pdf' },
    { given: '', expected: 'document.pdf' },
    { given: '   .pdf', expected: 'document.pdf' },
    { given: 'a\r\nSet-Cookie: x=1.pdf', expected: 'aSet-Cookie x=1.pdf' },
    { given: 'a\0b\x7f\x9bc.pdf', expected: 'abc.pdf' },
    { given: 'report\u202efdp.exe', expected: 'reportfdp.pdf' },
    { given: 'z\u200be\ufeffr\u2066o.pdf', expected: 'zero.pdf' },
    { given: 'a\u2028b\u2029c.pdf', expected: 'abc.pdf' },
    { given: 'a "quoted" <b>|*?.pdf', expected: 'a quoted b.pdf' },
    { given: 'cafe\u0301.pdf', expected: 'caf\u00e9.pdf' },
    { given: 'lone \ud800 half.pdf', expected: 'lone half.pdf' },
    { given: 'ends with dots...', expected: 'ends with dots.pdf' },
  ])('$given becomes $expected', ({ given, expected }) => {
    expect(shownName(given, FILE_TYPES.pdf)).toBe(expected);
  });

  it.each([
    { given: 'photo.jpeg', type: FILE_TYPES.jpeg, expected: 'photo.jpeg' },
    { given: 'photo.png', type: FILE_TYPES.jpeg, expected: 'photo.jpg' },
    { given: 'talk.m4v', type: FILE_TYPES.mp4, expected: 'talk.m4v' },
    { given: 'talk.mov', type: FILE_TYPES.mp4, expected: 'talk.mp4' },
  ])('says what $given really is: $expected', ({ given, type, expected }) => {
    expect(shownName(given, type)).toBe(expected);
  });

  it('is never longer than it may be, nor ends in half a character', () => {
    const long = shownName(`${'𠮷'.repeat(200)}.pdf`, FILE_TYPES.pdf);
    expect(long).toBe(`${'𠮷'.repeat((MAX_NAME - 4) / 2)}.pdf`);
    expect(shownName(`a${'𠮷'.repeat(200)}.pdf`, FILE_TYPES.pdf)).toHaveLength(MAX_NAME - 1);
    expect(shownName('x'.repeat(5_000), FILE_TYPES.pdf)).toHaveLength(MAX_NAME);
  });
});

describe('attachment', () => {
  it.each([
    { name: 'talk.pdf', expected: `attachment; filename="talk.pdf"; filename*=UTF-8''talk.pdf` },
    {
      name: '议程 (a).pdf',
      expected: `attachment; filename="__ (a).pdf"; filename*=UTF-8''%E8%AE%AE%E7%A8%8B%20%28a%29.pdf`,
    },
    {
      name: `"; filename="evil.html`,
      expected: `attachment; filename="_; filename=_evil.html"; filename*=UTF-8''%22%3B%20filename%3D%22evil.html`,
    },
    { name: `it's*100%.pdf`, expected: `attachment; filename="it's*100_.pdf"; filename*=UTF-8''it%27s%2A100%25.pdf` },
    { name: 'a\r\nb', expected: `attachment; filename="a__b"; filename*=UTF-8''a%0D%0Ab` },
  ])('of $name', ({ name, expected }) => {
    expect(attachment(name)).toBe(expected);
  });
});
