/**
 * The SEQUENCE of somebody's own calendar entry (RFC 5546, 2.1.4 and 2.1.5): calendars take the component with the greatest one,
 * so every entry, removal and return must have a greater one than whatever went before to the same person.
 *
 * Neither number ever shrinks, `edition` grows with every change of time, place or status, and `version`, which counts from 1, with
 * every change of the registration. So their sum never shrinks and grows with each of the two: a moved edition has a greater one
 * than any earlier mail, a cancellation than the confirmation, and somebody reinstated than the cancellation. Equal ones say the
 * same, and the later DTSTAMP decides.
 */
export function calendarSequence(edition: { sequence: number }, registration: { version: number }): number {
  return edition.sequence + registration.version - 1;
}
