import { LOCALES, type LocalisedText } from '../../../kernel/locale.js';

/** How an institution is called. */
export interface Called {
  name: LocalisedText;
  aliases: readonly string[];
}

/** Each name once, in the order given. Case and width of letters make no other name. */
export function distinctNames(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return names.filter((name) => {
    const key = keyOf(name);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * The aliases of the one that stays when another record of it goes: its own, then everything the other was called, without
 * what is its name anyway. `lost` are further names that would be known nowhere else.
 */
export function unitedAliases(stays: Called, goes: Called, lost: readonly LocalisedText[] = []): string[] {
  const own = new Set(wordsOf(stays.name).map(keyOf));
  const all = [...stays.aliases, ...wordsOf(goes.name), ...goes.aliases, ...lost.flatMap(wordsOf)];
  return distinctNames(all.filter((name) => !own.has(keyOf(name))));
}

const wordsOf = (name: LocalisedText): string[] => LOCALES.flatMap((locale) => name[locale] ?? []);

const keyOf = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
