import { type Mark } from '../../platform/pdf/marks.js';
import { PdfFile } from '../../platform/pdf/pdf-file.js';
import { PdfFonts } from '../../platform/pdf/pdf-fonts.js';
import { type Badge, badgeSheets } from './badge-sheets.js';
import { BADGE_FORMATS, BADGE_SIZES, namesOnBadge } from './domain/badges.js';
import { ticketSheet } from './ticket-sheet.js';

const TICKET = 'https://symposia.example/t/AZsQ3mFyc5G8oYw1z0JkXgABb0qJx9sVwqTn3l2yq8o4m6p7cQ';
const about = { title: 'Badges', language: 'en', createdAt: new Date('2027-01-01T00:00:00Z') } as const;
const fonts = new PdfFonts();

const badge = (more: Partial<Badge> = {}): Badge => ({
  name: 'Jan Visser',
  nativeName: null,
  institution: 'University of Groningen',
  affiliation: 'Department of Telemedicine',
  country: 'Netherlands',
  category: 'Delegate',
  reference: '7K3M-9QXT',
  ticket: TICKET,
  ...more,
});

const HARD = [
  badge({ name: 'Li', institution: null, affiliation: null, country: null }),
  badge({ name: '欧阳翯镕', nativeName: 'Ouyang Herong', institution: '汕头大学医学院第一附属医院' }),
  badge({
    name: 'Maria-Magdalena Konstantinopolitanopoulou-Papadimitriou von Hohenzollern zu Sigmaringen',
    nativeName: 'Μαρία-Μαγδαληνή Παπαδημητρίου Κωνσταντινοπολιτανοπούλου',
    institution: 'Eidgenössische Technische Hochschule Zürich, Departement Gesundheitswissenschaften und Technologie',
    affiliation: 'Łódź '.repeat(30),
    country: 'United Kingdom of Great Britain and Northern Ireland',
    category: 'Invited speaker of the opening ceremony and chair of the second session',
  }),
  badge({ name: '阿卜杜热合曼·买买提艾力·吐尔逊江·穆罕默德·阿布都拉', nativeName: '김민준' }),
  badge({ name: 'W'.repeat(200), nativeName: '龘'.repeat(60) }),
];

describe('badges', () => {
  it.each(BADGE_FORMATS)('%s: nothing leaves its badge, whatever somebody is called', (format) => {
    const { width, height, columns, rows, page } = BADGE_SIZES[format];
    const file = new PdfFile(fonts, about);
    for (const one of HARD) {
      const [sheet] = badgeSheets([one], { format, event: '18th Symposium', language: 'en', measure: file.measure });
      const [left, top] = [(page.width - columns * width) / 2, (page.height - rows * height) / 2];
      const outside = sheet!.marks
        .filter((mark) => mark.kind !== 'line')
        .filter((mark) => {
          const box = boxOf(mark, file);
          return (
            box.left < left - 0.01 ||
            box.right > left + width + 0.01 ||
            box.top < top ||
            box.bottom > top + height + 0.01
          );
        });
      expect(outside).toEqual([]);
    }
  });

  it.each(BADGE_FORMATS)('%s: no two texts of a badge lie on each other', (format) => {
    const file = new PdfFile(fonts, about);
    for (const one of HARD.slice(0, 4)) {
      const [sheet] = badgeSheets([one], { format, event: '18th Symposium', language: 'en', measure: file.measure });
      const boxes = sheet!.marks
        .filter((mark) => mark.kind === 'text' || mark.kind === 'code')
        .map((mark) => ({ ...boxOf(mark, file), text: mark.text }));
      const clashes = boxes.flatMap((a, index) =>
        boxes
          .slice(index + 1)
          .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
      );
      expect(clashes).toEqual([]);
    }
  });

  it('fill one sheet after the other', () => {
    const file = new PdfFile(fonts, about);
    const many = Array.from({ length: 21 }, () => badge());
    const sheets = [...badgeSheets(many, { format: 'card-sheet', event: 'E', language: 'en', measure: file.measure })];
    const codes = sheets.map(({ marks }) => marks.filter(({ kind }) => kind === 'code').length);
    expect(codes).toEqual([10, 10, 1]);
    expect(sheets.every(({ width, height }) => width === 210 && height === 297)).toBe(true);
  });

  it.each([
    [{ name: 'Wong Chi Ming', nativeName: '黄志明' }, 'zh-Hans', '黄志明', 'Wong Chi Ming'],
    [{ name: 'Wong Chi Ming', nativeName: '黄志明' }, 'en', 'Wong Chi Ming', '黄志明'],
    [{ name: '黄志明', nativeName: 'Wong Chi Ming' }, 'en', 'Wong Chi Ming', '黄志明'],
    [{ name: 'Jan Visser', nativeName: null }, 'zh-Hant', 'Jan Visser', null],
    [{ name: 'Jan Visser', nativeName: 'Jan Visser' }, 'en', 'Jan Visser', null],
    [{ name: 'Ivan Petrov', nativeName: 'Иван Петров' }, 'zh-Hans', 'Ivan Petrov', 'Иван Петров'],
  ] as const)('%j in %s', (names, language, large, small) => {
    expect(namesOnBadge(names, language)).toEqual({ large, small });
  });
});

describe('the same sheets', () => {
  const bytes = async () => {
    const file = new PdfFile(fonts, about);
    for (const sheet of badgeSheets(HARD, { format: 'a6', event: 'E', language: 'en', measure: file.measure }))
      file.add(sheet);
    file.end();
    const chunks: Buffer[] = [];
    for await (const chunk of file.content) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  };

  it('are the same bytes, with title, language and embedded fonts', async () => {
    const [one, two] = [await bytes(), await bytes()];
    expect(one.equals(two)).toBe(true);
    const pdf = one.toString('latin1');
    const says = (text: string) => pdf.includes(text);
    expect(['/Lang (en)', '(Badges)', '(D:20270101000000Z)'].filter((text) => !says(text))).toEqual([]);
    expect(/\/FontName \/[A-Z]{6}\+NotoSansSC-Bold/.test(pdf)).toBe(true);
    // The standard fonts of PDF are not embedded, and cannot write a Chinese name.
    expect(says('/Helvetica')).toBe(false);
  });
});

it('a ticket keeps to its page', () => {
  const file = new PdfFile(fonts, about);
  const { width, height, marks } = ticketSheet(
    {
      event: '第十八届全国远程医疗学术研讨会暨“一带一路”国际直播论坛及青年医师论文竞赛颁奖典礼',
      when: ['2027年5月4日 周二  09:30–11:30  汕头（GMT+8）', '2027年5月3日 周一  21:30–23:30  纽约（GMT−4）'],
      where: 'A very long address in a very long street of a very long town, '.repeat(4),
      name: HARD[2]!.name,
      nativeName: HARD[2]!.nativeName,
      institution: HARD[2]!.institution,
      category: HARD[2]!.category,
      status: 'Postponed',
      reference: { label: 'Reference', value: '7K3M-9QXT' },
      note: 'Show this code at the desk, on your screen or on paper. '.repeat(5),
      url: TICKET,
    },
    file.measure,
  );
  const boxes = marks.map((mark) => boxOf(mark, file));
  expect(
    boxes.every(({ left, right, top, bottom }) => left >= 0 && right <= width && top >= 0 && bottom <= height),
  ).toBe(true);
  const code = boxOf(
    marks.find(({ kind }) => kind === 'code')!,
    file,
  );
  const name = marks.filter((mark) => mark.kind === 'text' && mark.align === 'start').map((mark) => boxOf(mark, file));
  expect(name.every(({ bottom }) => bottom <= code.top + 4)).toBe(true);
});

/** What a mark covers. Letters reach about seven tenths of their size above the line, and a quarter below. */
function boxOf(mark: Mark, file: PdfFile) {
  if (mark.kind === 'line') {
    const [[x1, y1], [x2, y2]] = [mark.from, mark.to];
    return { left: Math.min(x1, x2), right: Math.max(x1, x2), top: Math.min(y1, y2), bottom: Math.max(y1, y2) };
  }
  if (mark.kind === 'text') {
    const size = (mark.size * 25.4) / 72;
    const width = file.measure(mark.weight)(mark.text) * mark.size;
    const left = mark.x - (mark.align === 'start' ? 0 : mark.align === 'middle' ? width / 2 : width);
    return { left, right: left + width, top: mark.y - size * 0.72, bottom: mark.y + size * 0.22 };
  }
  const [width, height] = mark.kind === 'box' ? [mark.width, mark.height] : [mark.side, mark.side];
  return { left: mark.x, right: mark.x + width, top: mark.y, bottom: mark.y + height };
}
