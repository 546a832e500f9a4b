import { type TranslationOf } from '../../../../platform/i18n/translator.js';
import { type en } from './en.js';

export const zhHans = {
  'search.title': '搜索',
  'search.titleFor': '搜索：{{q}}',
  'search.label': '搜索内容',
  'search.go': '搜索',
  'search.found_other': '共 {{count}} 条结果',
  'search.moreThan': '超过 {{count}} 条结果，仅列出较新的',
  'search.newestOnly': '仅列出最新的 {{count}} 条。多输入一个词，可以找到更早的内容。',
  'search.loose': '没有同时包含所有词的结果。以下结果包含其中一部分。',
  'search.nothing': '没有找到',
  'search.nothingText': '请检查文字，或减少几个词。简体和繁体可以互相找到。',
  'search.begin': '想找什么？',
  'search.beginText': '名称、城市、年份或主题，中文、英文都可以。',
  'search.everywhere': '在全站搜索',
  'search.byKind': '按类别查看结果',
  'search.kind.series': '系列',
  'search.kind.edition': '会议',
  'search.kind.institution': '机构',
  'search.kind.document': '文件',
  'search.kinds.all': '全部',
  'search.kinds.series': '系列',
  'search.kinds.editions': '会议',
  'search.kinds.institutions': '机构',
  'search.kinds.documents': '文件',
} satisfies TranslationOf<typeof en>;
