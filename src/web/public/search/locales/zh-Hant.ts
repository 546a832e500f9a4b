import { type TranslationOf } from '../../../../platform/i18n/translator.js';
import { type en } from './en.js';

export const zhHant = {
  'search.title': '搜尋',
  'search.titleFor': '搜尋：{{q}}',
  'search.label': '搜尋內容',
  'search.go': '搜尋',
  'search.found_other': '共 {{count}} 項結果',
  'search.moreThan': '超過 {{count}} 項結果，僅列出較新的',
  'search.newestOnly': '僅列出最新的 {{count}} 項。多輸入一個詞，可以找到更早的內容。',
  'search.loose': '沒有同時包含所有詞的結果。以下結果包含其中一部分。',
  'search.nothing': '沒有找到',
  'search.nothingText': '請檢查文字，或減少幾個詞。繁體和簡體可以互相找到。',
  'search.begin': '想找甚麼？',
  'search.beginText': '名稱、城市、年份或主題，中文、英文都可以。',
  'search.everywhere': '在全站搜尋',
  'search.byKind': '按類別查看結果',
  'search.kind.series': '系列',
  'search.kind.edition': '會議',
  'search.kind.institution': '機構',
  'search.kind.document': '文件',
  'search.kinds.all': '全部',
  'search.kinds.series': '系列',
  'search.kinds.editions': '會議',
  'search.kinds.institutions': '機構',
  'search.kinds.documents': '文件',
} satisfies TranslationOf<typeof en>;
