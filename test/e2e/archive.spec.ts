import { type INestApplicationContext } from '@nestjs/common';
import { loadHistory } from '../../src/cli/load-history.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

/** The history that comes with the application, as the public reads it: on pages in three languages and through the API. */
describe('the archive', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await startTestApplication();
    // Of a whole application the loading needs no more than its services.
    await loadHistory(application as unknown as INestApplicationContext);
  });
  afterAll(() => application.stop());

  /** What people read: without tags, with single spaces and none before a comma. */
  const textOf = (html: string) =>
    html
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/ (?=[,，、”])|(?<=[“：、]) /g, '');
  /** The text of a page, and its source. */
  const read = async (path: string, language = 'en') => {
    const answer = await fetch(application.url + path, { headers: { 'accept-language': language } });
    const html = await answer.text();
    const main = /<main.*<\/main>/s.exec(html)?.[0] ?? '';
    return { status: answer.status, html, text: textOf(main) };
  };
  /** What stands in a section of the page. */
  const section = async (path: string, id: string, language?: string) => {
    const { html } = await read(path, language);
    const part = new RegExp(`aria-labelledby="${id}".*?</section>`, 's').exec(html)?.[0] ?? '';
    return textOf(part);
  };

  describe('EWA', () => {
    const HOSTED = [
      ['1 st', '2007', 'The University of Hong Kong'],
      ['2 nd', '2008', 'University of Cambridge'],
      ['3 rd', '2009', 'Stanford University'],
      ['4 th', '2010', 'University of Manitoba'],
      ['5 th', '2011', 'Shantou University Medical College'],
      ['6 th', '2012', 'Shantou University Medical College'],
      ['7 th', '2013', 'Shantou University Medical College'],
      ['8 th', '2014', 'The University of Hong Kong'],
      ['9 th', '2015', 'University Medical Center Groningen / University of Groningen'],
      ['10 th', '2016', 'Host not recorded'],
      ['11 th', '2017', 'Host not recorded'],
      ['12 th', '2018', 'Shantou University Medical College'],
    ];

    it('lists the 1st to the 12th with year and host, and what is not recorded as a gap', async () => {
      const list = await section('/series/ewa', 'editions');
      const places = HOSTED.map(([number, year, host]) => {
        const entry = new RegExp(`(?<!\\d)${number} ${year}(?:, [^,]*?)? ${host}`).exec(list);
        return entry ? entry.index : `${number} is missing`;
      });
      expect(places).toEqual(places.toSorted((a, b) => Number(b) - Number(a)));
      expect(list.match(/Host not recorded/g)).toHaveLength(2);
      expect(list).toContain('“What makes an impactful institution?”');
    });

    it('draws them: a line a host, a dashed one for what is not recorded', async () => {
      const { html } = await read('/series/ewa');
      const svg = /<svg class="chart timeline-chart".*?<\/svg>/s.exec(html)?.[0] ?? '';
      expect(svg).toMatch(/role="img" aria-labelledby="timeline-title timeline-text"/);
      expect(svg).toContain('12 editions, 2007 to 2018');
      expect(svg.match(/class="mark-held"/g)).toHaveLength(10);
      expect(svg.match(/class="mark-missing"/g)).toHaveLength(2);
      expect(svg.match(/<text class="strong"/g)).toHaveLength(6);
      expect(svg).toContain('“What makes an impactful institution?”');
      expect(svg).not.toContain('style=');
    });

    it('counts who hosted how often and when last', async () => {
      const hosts = await section('/series/ewa', 'hosts');
      expect(hosts).toContain('Shantou University Medical College 4 2018 12th, 7th, 6th, 5th');
      expect(hosts).toContain('The University of Hong Kong 2 2014 8th, 1st');
      expect(hosts).toContain('University of Cambridge 1 2008 2nd');
      expect(hosts).toContain('Host not recorded, so counted for nobody: 11th, 10th');
    });

    it('names its fifteen members, each with a link, the founding one as such', async () => {
      const { html } = await read('/series/ewa');
      const members = /aria-labelledby="role-member".*?<\/section>/s.exec(html)?.[0] ?? '';
      expect(members.match(/href="\/institutions\//g)).toHaveLength(15);
      expect(members.match(/founding member/g)).toHaveLength(1);
    });

    it('is read by programs alike', async () => {
      const { body } = await application.api('GET', '/series/ewa/editions?limit=200');
      const rows = (body.items as unknown as { ordinal: number; hosts: string[]; theme: unknown }[]).map(
        ({ ordinal, hosts }) => [ordinal, ...hosts],
      );
      expect(rows.reverse()).toEqual([
        ...[
          [1, 'hku'],
          [2, 'cambridge'],
          [3, 'stanford'],
          [4, 'manitoba'],
          [5, 'sumc'],
          [6, 'sumc'],
          [7, 'sumc'],
        ],
        ...[[8, 'hku'], [9, 'umcg'], [10], [11], [12, 'sumc']],
      ]);
      expect(body.items[0]!['theme']).toEqual({ en: 'What makes an impactful institution?' });
    });
  });

  describe('telemedicine', () => {
    it('begins in 1999, with what is recorded of it', async () => {
      const { text } = await read('/series/telemedicine');
      expect(text).toContain('Since 1999');
      expect(text).toContain('Founded 1999');
      const list = await section('/series/telemedicine', 'editions');
      expect(list).toContain('18 th Wed 26 Nov 2014, 09:30, Shantou');
      expect(list).toMatch(/18 th.*Partner: National Institutes of Health.*11th to 17th Not recorded.*10 th/);
      expect(list).toMatch(
        /10 th Tue 5 Dec 2006, Guangzhou.*Broadcaster: China Education Television.*3 satellite venues/,
      );
    });

    it('says so in Chinese', async () => {
      const list = await section('/series/telemedicine', 'editions', 'zh-CN');
      expect(list).toContain('直播：中国教育电视台');
      expect(list).toContain('3 个分会场');
    });
  });

  describe('an institution', () => {
    it('shows what it hosted, by kind of series', async () => {
      const meetings = await section('/institutions/sumc', 'kind-annual_meeting');
      expect(meetings).toContain('Founding member');
      expect(meetings.match(/\d+th East-West Alliance Annual Meeting/g)).toEqual([
        '12th East-West Alliance Annual Meeting',
        '7th East-West Alliance Annual Meeting',
        '6th East-West Alliance Annual Meeting',
        '5th East-West Alliance Annual Meeting',
      ]);
      const symposia = await section('/institutions/sumc', 'kind-symposium');
      expect(symposia.match(/\d+th National Telemedicine Symposium/g)).toEqual([
        '18th National Telemedicine Symposium',
        '10th National Telemedicine Symposium',
      ]);
    });

    it('shows partnerships and other roles', async () => {
      const { text } = await read('/institutions/nih');
      expect(text).toMatch(/Symposia National Telemedicine Symposium Partner Other roles 18th .* Partner 2014/);
      const exchange = await section('/institutions/hyogo', 'kind-exchange_programme');
      expect(exchange).toContain('Exchange partnerships Student Exchange Programmes Partner');
      expect((await read('/institutions/cetv')).text).toContain('Broadcaster');
    });

    it.each([
      { language: 'en', title: 'Shantou University Medical College', others: '汕头大学医学院, 汕頭大學醫學院' },
      { language: 'zh-CN', title: '汕头大学医学院', others: 'Shantou University Medical College、汕頭大學醫學院' },
      { language: 'zh-TW', title: '汕頭大學醫學院', others: 'Shantou University Medical College、汕头大学医学院' },
    ])('is called in the language of the reader: $language', async ({ language, title, others }) => {
      const { html, text } = await read('/institutions/sumc', language);
      expect(html).toContain(`<title>${title} · Symposia</title>`);
      expect(text).toContain(`${title} ${others}`);
    });

    it('tells its place, the time there now, and whom it belongs to', async () => {
      application.setNow(new Date('2026-11-24T20:30:00Z'));
      const { text } = await read('/institutions/sumc');
      application.setNow(null);
      expect(text).toContain('Place Shantou, China');
      expect(text).toContain('Time there now 04:30, Wed 25 Nov 2026 Shanghai (GMT+8)');
      expect(text).toContain('Part of Shantou University');
    });

    it('has no drafts on its page, not even for an administrator', async () => {
      const draft = await application.asAdmin('POST', '/series/exchange/editions', {
        year: 2033,
        title: 'Secret intake',
        hosts: ['hyogo'],
      });
      expect(draft.status).toBe(201);
      const path = `${application.url}/institutions/hyogo`;
      const answer = await fetch(path, { headers: { authorization: `Bearer ${application.adminToken}` } });
      expect(await answer.text()).not.toContain('Secret intake');
    });

    it('that was merged leads to the other one, as a page and in the API', async () => {
      const twin = {
        slug: 'stu-medical',
        name: 'STU Medical',
        city: 'Shantou',
        country: 'CN',
        timeZone: 'Asia/Shanghai',
      };
      await application.asAdmin('POST', '/institutions', twin);
      await application.asAdmin('POST', '/institutions/stu-medical/names', { name: 'Old STU', until: 1990 });
      const merged = await application.asAdmin('POST', '/institutions/stu-medical/merge', { into: 'sumc' });
      expect([merged.status, merged.body['aliases'], merged.headers.get('etag')]).toEqual([
        200,
        ['STU Medical'],
        '"2"',
      ]);
      for (const start of ['/institutions', '/api/v1/institutions']) {
        const answer = await fetch(`${application.url}${start}/stu-medical`, { redirect: 'manual' });
        expect([answer.status, answer.headers.get('location')]).toEqual([308, `${start}/sumc`]);
      }
      expect((await application.asAdmin('POST', '/institutions', twin)).body.code).toBe('duplicate-slug');
      const { text } = await read('/institutions/sumc');
      expect(text).toContain('Also called STU Medical');
      expect(text).toContain('Old STU until 1990');
    });
  });

  it('lists every institution by country, in the order of the reader’s language', async () => {
    const order = async (language: string) => {
      const { html } = await read('/institutions', language);
      return [...html.matchAll(/<h3><a href="\/institutions\/([\w-]+)"/g)].map(([, slug]) => slug);
    };
    const { body } = await application.api('GET', '/institutions?limit=200');
    const all = body.items.map((one) => one['slug']).sort();
    for (const language of ['en', 'zh-CN', 'zh-TW']) expect((await order(language)).sort()).toEqual(all);
    expect((await order('en')).slice(0, 2)).toEqual(['melbourne', 'uwa']);
  });

  it('leads to institutions from the front page, the series and the edition', async () => {
    for (const path of ['/', '/series/ewa', '/events/ewa-2018']) {
      expect((await read(path)).html).toContain('href="/institutions"');
    }
    for (const path of ['/series/ewa', '/events/ewa-2018']) {
      expect((await read(path)).html).toContain('href="/institutions/sumc"');
    }
    const { html } = await read('/events/telemedicine-2014');
    for (const slug of ['sumc', 'nih', 'cetv']) expect(html).toContain(`href="/institutions/${slug}"`);
  });

  it.each(['/institutions/nowhere', '/series/nowhere'])('%s: not found', async (path) => {
    expect((await read(path)).status).toBe(404);
  });
});
