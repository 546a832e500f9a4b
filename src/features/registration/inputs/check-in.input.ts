import { z } from 'zod';
import { line } from '../../../platform/input/fields.js';
import { SCAN_KINDS } from '../domain/check-in.js';
import { RegisterInput } from './registration.input.js';

/** How many scans one call may bring. */
export const SCANS_AT_ONCE = 200;

const instant = z.iso
  .datetime({ offset: true, error: 'Use an instant such as 2027-05-20T09:00:00+08:00.' })
  .transform((text) => new Date(text));

const nonce = z
  .string()
  .min(8, 'Please use at least 8 characters.')
  .max(64, 'Please use at most 64 characters.')
  .regex(/^[\w-]+$/, 'Use letters, digits, hyphens and underscores, e.g. a UUID.')
  .describe('Made by the device, new for every scan: the same one again has no second effect and the same answer.');

const device = line(80).describe('What the device calls itself. Another name is another device.');

/** One scan of a badge, by exactly one of `ticket`, `registration` and `reference`. */
const ScanInput = z
  .strictObject({
    nonce,
    ticket: z.string().trim().min(1).max(300).optional().describe('What the QR holds: the address, or the end of it.'),
    registration: z.uuid().optional(),
    reference: z.string().trim().min(1).max(40).optional().describe('As it is printed, or as somebody typed it.'),
    kind: z.enum(SCAN_KINDS),
    at: instant.describe('When the device made it. The future counts as now; more than a week ago is not valid.'),
    device,
    offline: z.boolean().optional().describe('The device has let the person in (or out) without asking first.'),
  })
  .refine(({ ticket, registration, reference }) => [ticket, registration, reference].filter(Boolean).length === 1, {
    error: 'Give exactly one of ticket, registration and reference.',
  });
export type ScanInput = z.output<typeof ScanInput>;

export const ScansInput = z
  .strictObject({
    sentAt: instant
      .optional()
      .describe(
        'What the clock of the device shows now. When it is wrong, the times of the scans are set right by it.',
      ),
    scans: z.array(ScanInput).min(1).max(SCANS_AT_ONCE, `At most ${SCANS_AT_ONCE} scans at once.`),
  })
  .meta({ id: 'Scans' });
export type ScansInput = z.output<typeof ScansInput>;

/** A check-in, or the undoing of one, by whoever knows the registration. */
export const CheckInInput = z
  .strictObject({ nonce: nonce.optional(), at: instant.optional(), device: device.optional() })
  .meta({ id: 'CheckIn' });
export type CheckInInput = z.output<typeof CheckInInput>;

/** What a device asks of the list that it keeps. */
export const DeviceListRequest = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(500),
  cursor: z.uuid('This cursor is not one that a list gave.').optional(),
  since: z.iso
    .datetime({ offset: true, error: 'Use the instant that the list gave.' })
    .transform((text) => new Date(text))
    .optional()
    .describe('Only what has changed since then; as the list gave it in `asOf`.'),
});
export type DeviceListRequest = z.output<typeof DeviceListRequest>;

/** Somebody who comes without a registration. */
export const WalkInInput = z.strictObject({
  category: RegisterInput.shape.category,
  email: RegisterInput.shape.email,
  name: RegisterInput.shape.name,
  nativeName: RegisterInput.shape.nativeName,
  institution: RegisterInput.shape.institution,
  affiliation: RegisterInput.shape.affiliation,
  consent: RegisterInput.shape.consent,
});
export type WalkInInput = z.output<typeof WalkInInput>;
