import { type Locale } from '../../../kernel/locale.js';

/**
 * - `a6`: 105 × 148 mm, a page each, for a printer of badges.
 * - `a6-sheet`: four of them on A4.
 * - `tall-sheet`: 90 × 120 mm for holders, four on A4.
 * - `card-sheet`: 86 × 54 mm, the size of a bank card, ten on A4.
 */
export const BADGE_FORMATS = ['a6-sheet', 'a6', 'tall-sheet', 'card-sheet'] as const;
export type BadgeFormat = (typeof BADGE_FORMATS)[number];

const A4 = { width: 210, height: 297 };

/** Millimetres. The badges of a sheet lie edge to edge in its middle. */
export const BADGE_SIZES: Record<
  BadgeFormat,
  { width: number; height: number; columns: number; rows: number; page: { width: number; height: number } }
> = {
  a6: { width: 105, height: 148, columns: 1, rows: 1, page: { width: 105, height: 148 } },
  'a6-sheet': { width: 105, height: 148, columns: 2, rows: 2, page: A4 },
  'tall-sheet': { width: 90, height: 120, columns: 2, rows: 2, page: A4 },
  'card-sheet': { width: 86, height: 54, columns: 2, rows: 5, page: A4 },
};

const HAN = /\p{Script=Han}/u;

/**
 * Which of somebody's two names is the larger: the one in the script that is read where the event is held, for that is how the others
 * will call them. Two equal names are one.
 */
export function namesOnBadge(
  { name, nativeName }: { name: string; nativeName: string | null },
  language: Locale,
): { large: string; small: string | null } {
  if (!nativeName || nativeName === name) return { large: name, small: null };
  const isRead = (text: string) => HAN.test(text) === (language !== 'en');
  return isRead(nativeName) && !isRead(name) ? { large: nativeName, small: name } : { large: name, small: nativeName };
}
