import { z } from 'zod';
import {
  type CheckInCounters,
  type CheckInMark,
  type CheckInPerson,
  type DeviceEntry,
  type DeviceList,
  REGISTRATION_STATUSES,
  SCAN_KINDS,
  SCAN_OUTCOMES,
  SCAN_REASONS,
  type ScanAnswer,
} from '../../features/registration/index.js';
import { InstantView, LocalisedView } from '../answers.js';

const MarkView = z
  .object({
    at: InstantView,
    by: z.string().nullable().describe('The name of the account; null: it is gone.'),
    device: z.string(),
  })
  .meta({ id: 'CheckInMark' });

const PersonView = z
  .object({
    id: z.string(),
    reference: z.string(),
    name: z.string(),
    nativeName: z.string().nullable(),
    category: z.object({ id: z.string(), name: LocalisedView }),
    institution: LocalisedView.nullable(),
    affiliation: z.string().nullable(),
    status: z.enum(REGISTRATION_STATUSES),
    checkedIn: MarkView.nullable().describe('The check-in that holds; null: not in.'),
    alsoOn: z.array(MarkView).describe('Where else the same badge was let in.'),
  })
  .meta({ id: 'CheckInPerson' });

const ScanAnswerView = z
  .object({
    nonce: z.string(),
    kind: z.enum(SCAN_KINDS),
    outcome: z.enum(SCAN_OUTCOMES),
    reason: z.enum(SCAN_REASONS).nullable(),
    twoDevices: z.boolean().describe('The same badge was let in on two devices that did not know of each other.'),
    at: InstantView.describe('When it was made, by our clock.'),
    person: PersonView.nullable().describe('Null: nobody in this edition.'),
  })
  .meta({ id: 'ScanAnswer' });

/** In the order of the scans. */
export const ScanAnswersView = z.object({ items: z.array(ScanAnswerView) }).meta({ id: 'ScanAnswers' });

const DeviceEntryView = z
  .object({
    id: z.string(),
    reference: z.string(),
    name: z.string(),
    nativeName: z.string().nullable(),
    category: z.string(),
    institution: z.string().nullable().describe('A slug: see `institutions`.'),
    affiliation: z.string().nullable(),
    status: z.enum(REGISTRATION_STATUSES),
    checkedIn: MarkView.nullable(),
    alsoOn: z.array(MarkView),
    ticket: z.string().describe('SHA-256 of the ticket (what follows /t/ in the QR), its first 16 bytes in base64url.'),
  })
  .meta({ id: 'CheckInEntry' });

export const DeviceListView = z
  .object({
    asOf: InstantView.describe('Ask for `since` then, later. Of several pages that of the first counts.'),
    items: z.array(DeviceEntryView),
    institutions: z.record(z.string(), LocalisedView).describe('The names of the institutions in this page, by slug.'),
    next: z.string().nullable(),
  })
  .meta({ id: 'CheckInList' });

const counts = {
  expected: z.int().describe('Confirmed.'),
  checkedIn: z.int(),
};

export const CountersView = z
  .object({
    ...counts,
    categories: z.array(
      z.object({ id: z.string(), name: LocalisedView, attendance: z.enum(['in_person', 'online']), ...counts }),
    ),
  })
  .meta({ id: 'CheckInCounters' });

const markView = ({ at, by, device }: CheckInMark): z.input<typeof MarkView> => ({ at: at.toISOString(), by, device });

function personView({ checkedIn, alsoOn, ...person }: CheckInPerson): z.input<typeof PersonView> {
  return { ...person, checkedIn: checkedIn && markView(checkedIn), alsoOn: alsoOn.map(markView) };
}

export function scanAnswersView(answers: readonly ScanAnswer[]): z.input<typeof ScanAnswersView> {
  return {
    items: answers.map(({ nonce, kind, outcome, reason, twoDevices, at, person }) => ({
      ...{ nonce, kind, outcome, reason, twoDevices },
      at: at.toISOString(),
      person: person && personView(person),
    })),
  };
}

function entryView({ checkedIn, alsoOn, ...entry }: DeviceEntry): z.input<typeof DeviceEntryView> {
  return { ...entry, checkedIn: checkedIn && markView(checkedIn), alsoOn: alsoOn.map(markView) };
}

export function deviceListView({ asOf, items, institutions, next }: DeviceList): z.input<typeof DeviceListView> {
  return { asOf: asOf.toISOString(), items: items.map(entryView), institutions, next };
}

export const countersView = (counters: CheckInCounters): z.input<typeof CountersView> => counters;
