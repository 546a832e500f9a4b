import { anEdition } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('search', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await startTestApplication();
    await anInstitution(application, {
      slug: 'han-college',
      name: { en: 'Han College', 'zh-Hans': '汉学院' },
      city: 'Shantou',
    });
    const shared = { stream: null, rule: null } as const;
    await anEdition(application, {
      ...shared,
      edition: {
        key: 'forum-2031',
        year: 2031,
        title: { en: 'Harbour Forum', 'zh-Hant': '海港論壇' },
        hosts: ['han-college'],
      },
    });
    await anEdition(application, {
      ...shared,
      edition: { key: 'forum-2032', year: 2032, title: { en: 'Harbour Forum in the making' } },
      published: false,
    });
  });
  afterAll(() => application.stop());

  const page = async (query: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${application.url}/search${query}`, { headers });
    return { status: answer.status, html: await answer.text() };
  };

  describe('API', () => {
    it('answers what was found, best first, and nobody’s drafts', async () => {
      const { status, body } = await application.api('GET', '/search?q=harbour+forum');
      expect(status).toBe(200);
      expect(body).toEqual({
        items: [
          {
            kind: 'edition',
            path: '/events/forum-2031',
            title: { en: 'Harbour Forum', 'zh-Hant': '海港論壇' },
            context: expect.objectContaining({ en: expect.stringMatching(/^Series/) as string }) as object,
            year: 2031,
            isPublic: true,
            score: expect.any(Number) as number,
          },
        ],
        next: null,
        isLoose: false,
        total: 1,
        hasMore: false,
      });
      const all = await application.asAdmin('GET', '/search?q=harbour+forum');
      expect(all.body.items.map(({ path }) => path).sort()).toEqual(['/events/forum-2031', '/events/forum-2032']);
    });

    it('takes a kind, a limit and its own cursor', async () => {
      const ofKind = await application.api('GET', '/search?q=han&kind=institution');
      expect(ofKind.body.items.map(({ path }) => path)).toEqual(['/institutions/han-college']);
      const first = await application.api('GET', '/search?q=han&limit=1');
      const second = await application.api('GET', `/search?q=han&limit=1&cursor=${first.body.next}`);
      expect([first, second].flatMap(({ body }) => body.items.map(({ path }) => path))).toEqual([
        '/institutions/han-college',
        '/events/forum-2031',
      ]);
      expect(second.body.next).toBeNull();
    });

    it.each([
      '/search',
      '/search?q=a&kind=person',
      '/search?q=a&limit=0',
      '/search?q=a&cursor=nonsense',
      '/search?q=a&q=b',
    ])('%s is refused', async (path) => {
      expect((await application.api('GET', path)).status).toBe(422);
    });
  });

  describe('page', () => {
    it('is a form that works without a script, for readers and not for search engines', async () => {
      const { status, html } = await page('');
      expect(status).toBe(200);
      expect(html).toContain('<meta name="robots" content="noindex"/>');
      expect(html).toMatch(/<form class="filter search-form" method="get" action="\/search" role="search">/);
      expect(html).toContain('What are you looking for?');
    });

    it('finds one script by the other, in the reader’s language', async () => {
      const { html } = await page('?q=' + encodeURIComponent('论坛'), { 'accept-language': 'zh-HK' });
      expect(html).toContain('<a href="/events/forum-2031">海港<mark>論壇</mark></a>');
      expect(html).toContain('會議 · 2031');
      expect(html).toContain('共 1 項結果');
    });

    it('says when it has only some of the words, or nothing', async () => {
      expect((await page('?q=harbour+zeppelin')).html).toContain('Nothing has all of your words');
      const nothing = (await page('?q=zeppelin&kind=series')).html;
      expect(nothing).toContain('Nothing found');
      expect(nothing).toContain('href="/search?q=zeppelin"');
    });

    it('keeps what was typed as text', async () => {
      const { html } = await page('?q=' + encodeURIComponent('"><script>alert(1)</script>'));
      expect(html).not.toContain('<script>alert');
      expect(html).toContain('value="&quot;>&lt;script>alert(1)&lt;/script>"');
    });

    it('is one step away from every page', async () => {
      const html = await (await fetch(`${application.url}/`)).text();
      expect(html).toContain('<form class="site-search" method="get" action="/search" role="search"');
      expect(html).toContain('<a href="/search">');
    });

    it('does not mind strange parameters', async () => {
      for (const query of ['?q[]=a', '?q=a&q=b', '?kind=x&q=han', '?q=%00', '?q=' + 'x'.repeat(7_000)]) {
        expect({ query: query.slice(0, 20), status: (await page(query)).status }).toEqual({
          query: query.slice(0, 20),
          status: 200,
        });
      }
    });
  });
});
