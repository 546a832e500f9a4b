/** What tells in which city an edition's clock stands. */
interface Placed {
  timeZone: string | null;
  venue: { city?: string } | null;
  hosts: readonly { city: string; timeZone: string }[];
}

/**
 * The city to name beside the edition's time: that of the venue, else that of the first host if its clock is the edition's.
 * Null: name the zone instead. A host elsewhere would give the right hour under the wrong name.
 */
export function cityOfEdition({ timeZone, venue, hosts }: Placed): string | null {
  const [host] = hosts;
  return venue?.city ?? (host && host.timeZone === timeZone ? host.city : null);
}
