/** Generated things to be found, for measuring only: their names mean nothing and belong to nobody. */
import { type SearchEntry } from '../src/platform/search/search-entry.js';
import { numbersFrom } from '../test/support/stage.js';

const ENGLISH = {
  places: ['North', 'South', 'East', 'West', 'Upper', 'Lower', 'Central', 'Coastal'],
  bodies: ['University', 'Medical College', 'University Hospital', 'Institute of Medicine', 'School of Public Health'],
  subjects: [
    ...['Telemedicine', 'Global Health', 'Medical Education', 'Cancer Care', 'Rural Medicine', 'Neurosurgery'],
    ...['Infectious Diseases', 'Artificial Intelligence', 'Climate and Health', 'Cardiology', 'Ageing', 'Bioethics'],
  ],
  papers: ['Programme', 'Proceedings', 'Abstracts', 'Opening address', 'Recording of the panel', 'Report'],
};

const CHINESE = {
  places: ['北', '南', '东', '西', '上', '下', '中', '海'],
  bodies: ['大学', '医学院', '大学医院', '医学研究所', '公共卫生学院'],
  subjects: [
    ...['远程医疗', '全球健康', '医学教育', '癌症治疗', '乡村医学', '神经外科'],
    ...['传染病', '人工智能', '气候与健康', '心脏病学', '老龄化', '生命伦理'],
  ],
  papers: ['会议程序', '论文集', '摘要', '开幕致辞', '专题讨论录像', '总结报告'],
};

const CHINESE_TRADITIONAL = {
  places: ['北', '南', '東', '西', '上', '下', '中', '海'],
  bodies: ['大學', '醫學院', '大學醫院', '醫學研究所', '公共衛生學院'],
  subjects: [
    ...['遠程醫療', '全球健康', '醫學教育', '癌症治療', '鄉村醫學', '神經外科'],
    ...['傳染病', '人工智能', '氣候與健康', '心臟病學', '老齡化', '生命倫理'],
  ],
  papers: ['會議程序', '論文集', '摘要', '開幕致辭', '專題討論錄像', '總結報告'],
};

const SYLLABLES = [
  'ka',
  'lo',
  'mi',
  'ren',
  'to',
  'va',
  'shi',
  'bel',
  'dor',
  'quin',
  'ya',
  'zhu',
  'fen',
  'gra',
  'ost',
  'ul',
];
const CHARACTERS = [...'安博成达恩方光海嘉康林明宁平清荣盛泰文新兴雅永源振志'];
const YEARS = { first: 1990, count: 40 };

/** `count` entries, the same for the same count: institutions, series, editions and documents as 2 : 1 : 57 : 40. */
export function* generatedEntries(count: number): Generator<SearchEntry> {
  const random = numbersFrom(7);
  const below = (limit: number) => Math.floor(random() * limit);
  const id = (number: number) => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
  const name = () => {
    const letters = Array.from({ length: 2 + below(3) }, () => SYLLABLES[below(SYLLABLES.length)]!).join('');
    const characters = Array.from({ length: 2 }, () => CHARACTERS[below(CHARACTERS.length)]!).join('');
    return { letters: letters[0]!.toUpperCase() + letters.slice(1), characters };
  };
  const body = () => {
    const [place, kind, { letters, characters }] = [below(8), below(5), name()];
    return {
      en: `${ENGLISH.places[place]} ${letters} ${ENGLISH.bodies[kind]}`,
      'zh-Hans': `${CHINESE.places[place]}${characters}${CHINESE.bodies[kind]}`,
      'zh-Hant': `${CHINESE_TRADITIONAL.places[place]}${characters}${CHINESE_TRADITIONAL.bodies[kind]}`,
    };
  };
  for (let number = 0; number < count; number++) {
    const share = number % 100;
    const subject = below(12);
    const year = YEARS.first + below(YEARS.count);
    const ordinal = 1 + below(60);
    const host = body();
    const shared = {
      objectId: id(number + 1),
      isPublic: number % 20 !== 0,
      scope: `series/${id(number % 200)}/edition/${id(number)}`,
    };
    const meeting = {
      en: `${ordinal}th ${ENGLISH.subjects[subject]} Symposium ${year}`,
      'zh-Hans': `第${ordinal}届${CHINESE.subjects[subject]}论坛（${year}）`,
      'zh-Hant': `第${ordinal}屆${CHINESE_TRADITIONAL.subjects[subject]}論壇（${year}）`,
    };
    if (share < 2) {
      const { letters } = name();
      yield {
        ...shared,
        kind: 'institution',
        path: `/institutions/${number}`,
        title: host,
        scope: '',
        isPublic: true,
        names: [`inst-${number}`],
        weighted: { B: [`${letters} City`] },
      };
    } else if (share < 3) {
      yield {
        ...shared,
        kind: 'series',
        path: `/series/${number}`,
        title: { en: `${ENGLISH.subjects[subject]} Series ${name().letters}` },
        year: null,
        isPublic: true,
      };
    } else if (share < 60) {
      yield {
        ...shared,
        kind: 'edition',
        path: `/events/${number}`,
        title: meeting,
        year,
        names: [`key-${number}-${year}`],
        weighted: {
          B: [...Object.values(host), `${name().letters} City`],
          C: [
            `${ENGLISH.subjects[below(12)]} for ${name().letters}`,
            `${CHINESE.subjects[below(12)]}与${name().characters}`,
          ],
          D: [
            Array.from({ length: 40 }, () => (below(2) ? ENGLISH.subjects[below(12)]! : name().letters)).join(' '),
            Array.from({ length: 20 }, () => (below(2) ? CHINESE.subjects[below(12)]! : name().characters)).join('，'),
          ],
        },
      };
    } else {
      const paper = below(6);
      yield {
        ...shared,
        kind: 'document',
        path: `/events/${number}#documents`,
        year,
        context: meeting,
        title: {
          en: `${ENGLISH.papers[paper]}: ${name().letters} ${ENGLISH.subjects[below(12)]}`,
          'zh-Hans': `${CHINESE.papers[paper]}：${CHINESE.subjects[below(12)]}${name().characters}`,
        },
        weighted: { D: Object.values(meeting) },
      };
    }
  }
}
