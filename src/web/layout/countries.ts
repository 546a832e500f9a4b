import { type Locale } from '../../kernel/locale.js';

/** ISO 3166-1 alpha-2, as of 2026. */
const CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD ' +
  'CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF ' +
  'GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN ' +
  'KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA ' +
  'NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI ' +
  'SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI ' +
  'VN VU WF WS YE YT ZA ZM ZW';

const names = new Map<Locale, Intl.DisplayNames>();
const lists = new Map<Locale, readonly { code: string; name: string }[]>();

/** The name of a country or region in the reader's language, in its short form (“Hong Kong”). */
export function countryName(locale: Locale, code: string): string {
  const known = names.get(locale) ?? new Intl.DisplayNames(locale, { type: 'region', style: 'long' });
  names.set(locale, known);
  if (code === 'HK' || code === 'MO')
    return new Intl.DisplayNames(locale, { type: 'region', style: 'short' }).of(code) ?? code;
  return /^[A-Z]{2}$/.test(code) ? (known.of(code) ?? code) : code;
}

/** All of them, in the order of the reader's language (pinyin in zh-Hans, strokes in zh-Hant). */
export function countries(locale: Locale): readonly { code: string; name: string }[] {
  const known = lists.get(locale);
  if (known) return known;
  const collator = new Intl.Collator(locale);
  const list = CODES.split(' ')
    .map((code) => ({ code, name: countryName(locale, code) }))
    .sort((a, b) => collator.compare(a.name, b.name));
  lists.set(locale, list);
  return list;
}
