import { type Locale, type LocalisedText, pick } from '../../kernel/locale.js';

/** Cities of the members and partners, which the records hold in English only. */
const CITIES: Record<string, LocalisedText> = {
  'Ann Arbor': { 'zh-Hans': '安娜堡', 'zh-Hant': '安娜堡' },
  Baltimore: { 'zh-Hans': '巴尔的摩', 'zh-Hant': '巴爾的摩' },
  Beijing: { 'zh-Hans': '北京', 'zh-Hant': '北京' },
  Berkeley: { 'zh-Hans': '伯克利', 'zh-Hant': '柏克萊' },
  Bethesda: { 'zh-Hans': '贝塞斯达', 'zh-Hant': '貝塞斯達' },
  Cambridge: { 'zh-Hans': '剑桥', 'zh-Hant': '劍橋' },
  Edmonton: { 'zh-Hans': '埃德蒙顿', 'zh-Hant': '埃德蒙頓' },
  Geneva: { 'zh-Hans': '日内瓦', 'zh-Hant': '日內瓦' },
  Groningen: { 'zh-Hans': '格罗宁根', 'zh-Hant': '格羅寧根' },
  Guangzhou: { 'zh-Hans': '广州', 'zh-Hant': '廣州' },
  Haifa: { 'zh-Hans': '海法', 'zh-Hant': '海法' },
  'Hong Kong': { 'zh-Hans': '香港', 'zh-Hant': '香港' },
  Melbourne: { 'zh-Hans': '墨尔本', 'zh-Hant': '墨爾本' },
  'New Haven': { 'zh-Hans': '纽黑文', 'zh-Hant': '紐哈芬' },
  Nishinomiya: { 'zh-Hans': '西宫', 'zh-Hant': '西宮' },
  Oxford: { 'zh-Hans': '牛津', 'zh-Hant': '牛津' },
  Perth: { 'zh-Hans': '珀斯', 'zh-Hant': '伯斯' },
  'San Francisco': { 'zh-Hans': '旧金山', 'zh-Hant': '三藩市' },
  Shantou: { 'zh-Hans': '汕头', 'zh-Hant': '汕頭' },
  Stanford: { 'zh-Hans': '斯坦福', 'zh-Hant': '史丹福' },
  Toronto: { 'zh-Hans': '多伦多', 'zh-Hant': '多倫多' },
  Winnipeg: { 'zh-Hans': '温尼伯', 'zh-Hant': '溫尼伯' },
};

/** The city in the reader's language where we know it, else as recorded. */
export function cityName(locale: Locale, city: string): string {
  return locale === 'en' ? city : pick(CITIES[city], locale).text || city;
}
