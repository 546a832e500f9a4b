/** The part of a reminder rule that does not fit another edition as it is. */
interface Addressed {
  audience: { categories?: string[] };
  enabled: boolean;
}

/**
 * The rule for a clone of its edition. Categories become their copies. A rule that was for certain categories, none of which was
 * copied, is switched off: reaching everybody instead would be worse than reaching nobody.
 */
export function copiedRule<T extends Addressed>(
  { audience, enabled }: T,
  copies: ReadonlyMap<string, string>,
): Pick<T, 'audience' | 'enabled'> {
  if (!audience.categories) return { audience, enabled };
  const categories = audience.categories.flatMap((id) => copies.get(id) ?? []);
  return { audience: { ...audience, categories }, enabled: enabled && categories.length > 0 };
}
