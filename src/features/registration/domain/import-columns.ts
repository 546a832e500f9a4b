import { type LocalisedText } from '../../../kernel/locale.js';

/** What a column of an import may be about, besides the answers to questions. */
export const IMPORT_FIELDS = [
  'email',
  'name',
  'givenName',
  'familyName',
  'nativeName',
  'institution',
  'affiliation',
  'country',
  'timeZone',
  'locale',
  'category',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** How people call these columns, in the languages that we speak. Compared by letters and digits alone. */
const NAMES: Record<ImportField, readonly string[]> = {
  email: [
    ...[
      'email',
      'mail',
      'email address',
      'mail address',
      '电子邮件',
      '电子邮箱',
      '电子邮件地址',
      '邮箱',
      '邮箱地址',
      '邮件',
    ],
    ...['电邮', '电邮地址', '電子郵件', '電子郵件地址', '電子信箱', '信箱', '郵箱', '郵件', '電郵', '電郵地址'],
  ],
  name: [
    ...['name', 'full name', 'person', 'participant', 'attendee', 'registrant', 'english name', 'name in english'],
    ...['latin name', '姓名', '全名', '名称', '参会人', '参加者', '报名人', '與會者', '參加者', '報名人', '名稱'],
    ...['英文名', '英文姓名', '姓名英文', '拼音', '拼音姓名', '姓名拼音'],
  ],
  givenName: ['given name', 'given names', 'first name', 'forename', 'first names', '名', '名字'],
  familyName: ['family name', 'last name', 'surname', '姓', '姓氏'],
  nativeName: [
    ...['native name', 'name in native script', 'local name', 'chinese name', 'name in chinese', 'native script'],
    ...['中文名', '中文姓名', '姓名中文', '母语姓名', '本国文字姓名', '原文姓名', '母語姓名', '本國文字姓名'],
  ],
  institution: [
    ...[
      'institution',
      'institute',
      'university',
      'hospital',
      'home institution',
      '机构',
      '单位',
      '院校',
      '学校',
      '大学',
    ],
    ...['医院', '所在机构', '所属机构', '机構', '機構', '單位', '學校', '大學', '醫院', '所在機構', '所屬機構'],
  ],
  affiliation: [
    ...['affiliation', 'department', 'organisation', 'organization', 'company', 'employer', '部门', '科室', '院系'],
    ...['所属部门', '工作单位', '公司', '隶属', '部門', '系所', '所屬部門', '工作單位', '任職單位', '隸屬'],
  ],
  country: [
    ...['country', 'country or region', 'country region', 'nation', '国家', '国家或地区', '国家地区', '国别'],
    ...['國家', '國家或地區', '國家地區', '國別', '地区', '地區'],
  ],
  timeZone: ['time zone', 'zone', 'tz', '时区', '時區'],
  locale: ['language', 'lang', 'locale', 'mail language', '语言', '语种', '邮件语言', '語言', '語種', '郵件語言'],
  category: [
    ...['category', 'registration category', 'ticket', 'ticket type', 'type', 'registration type', '类别', '类型'],
    ...['报名类别', '参会类别', '票种', '類別', '類型', '報名類別', '參加類別', '票種'],
  ],
};

/** What a text is compared by: letters and digits, whatever their case and width. */
export const plainKey = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

const FIELD_OF: ReadonlyMap<string, ImportField> = new Map(
  IMPORT_FIELDS.flatMap((field) => NAMES[field].map((name) => [plainKey(name), field] as const)),
);

/** What a column of a file is about. */
export type ImportTarget = { field: ImportField } | { question: string };

/** The columns of a file. */
export interface ImportColumns {
  /** As they stand in the file. */
  heads: readonly string[];
  /** Of each column; null: nobody knows, so it is left out. */
  targets: readonly (ImportTarget | null)[];
}

/** What keeps a file as a whole from being imported. */
export type HeadProblem =
  | { code: 'missing-columns'; missing: ('email' | 'name' | 'category')[]; found: string[] }
  | { code: 'repeated-column'; heads: [string, string] };

/** A question as the head of a column names it. */
interface Labelled {
  id: string;
  label: LocalisedText;
}

/**
 * Finds out what each column is about by its head: a field, or a question by its label in any language.
 * @param needsCategory false: those without one have a category that is known
 */
export function readHead(
  heads: readonly string[],
  questions: readonly Labelled[],
  needsCategory: boolean,
): { columns: ImportColumns } | { problem: HeadProblem } {
  const labels = new Map(
    questions.flatMap(({ id, label }) => Object.values(label).map((text) => [plainKey(text), id] as const)),
  );
  const keys = heads.map(plainKey);
  const targets = nativeNames(
    keys,
    keys.map((key) => targetOf(key, labels)),
  );
  const repeated = repetition(heads, targets);
  if (repeated) return { problem: { code: 'repeated-column', heads: repeated } };
  const has = (field: ImportField) => targets.some((target) => isField(target, field));
  const missing = [
    ...(has('email') ? [] : (['email'] as const)),
    ...(has('name') || has('nativeName') || (has('givenName') && has('familyName')) ? [] : (['name'] as const)),
    ...(has('category') || !needsCategory ? [] : (['category'] as const)),
  ];
  if (missing.length > 0) {
    return { problem: { code: 'missing-columns', missing, found: heads.filter((head) => head.trim() !== '') } };
  }
  return { columns: { heads, targets } };
}

/** A field comes before a question of the same name. */
function targetOf(key: string, labels: ReadonlyMap<string, string>): ImportTarget | null {
  const field = FIELD_OF.get(key);
  if (field) return { field };
  const question = labels.get(key);
  return question === undefined ? null : { question };
}

const isField = (target: ImportTarget | null, field: ImportField): boolean =>
  target !== null && 'field' in target && target.field === field;

/** Beside a name in Latin letters, these are the name in its own script. */
const OWN_SCRIPT = new Set(['姓名', '全名']);

function nativeNames(keys: readonly string[], targets: (ImportTarget | null)[]): (ImportTarget | null)[] {
  const names = targets.flatMap((target, index) => (isField(target, 'name') ? [index] : []));
  const own = names.filter((index) => OWN_SCRIPT.has(keys[index]!));
  if (names.length !== 2 || own.length !== 1 || targets.some((target) => isField(target, 'nativeName'))) return targets;
  return targets.map((target, index) => (index === own[0] ? { field: 'nativeName' } : target));
}

/** Two columns about the same. */
function repetition(heads: readonly string[], targets: readonly (ImportTarget | null)[]): [string, string] | null {
  const first = new Map<string, number>();
  for (const [index, target] of targets.entries()) {
    if (target === null) continue;
    const key = JSON.stringify(target);
    const earlier = first.get(key);
    if (earlier !== undefined) return [heads[earlier]!, heads[index]!];
    first.set(key, index);
  }
  return null;
}
