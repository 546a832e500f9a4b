import { type FieldError } from '../../../kernel/domain-error.js';
import { type TextKey, type Translate } from '../../texts.js';

const CODES: Record<string, TextKey> = {
  'ambiguous-local-time': 'parts.error.ambiguous',
  'key-taken': 'new.error.keyTaken',
  'ordinal-taken': 'new.error.ordinalTaken',
  'end-before-start': 'parts.error.endBeforeStart',
};

/** By the field's last name, after that by its first one: `mirrors.0.url` is explained as `url`. */
const FIELDS: Record<string, TextKey> = {
  name: 'new.error.categoryName',
  attendance: 'new.error.attendance',
  capacity: 'new.error.capacity',
  opensAt: 'parts.error.opensAt',
  closesAt: 'parts.error.closesAt',
  title: 'parts.error.streamTitle',
  access: 'parts.error.access',
  opensMinutesBefore: 'parts.error.minutes',
  closesMinutesAfter: 'parts.error.minutes',
  url: 'new.error.url',
  label: 'parts.error.label',
  region: 'parts.error.region',
  language: 'parts.error.language',
  provider: 'new.error.provider',
  priority: 'parts.error.priority',
  offset: 'parts.error.offset',
  at: 'parts.error.at',
  latePolicy: 'parts.error.latePolicy',
  audience: 'parts.error.audience',
  subject: 'parts.error.subject',
  body: 'parts.error.body',
  reviewsRequired: 'places.error.reviews',
  offerHours: 'places.error.offerHours',
  quotaDefault: 'new.error.capacity',
  institution: 'places.error.institution',
  pool: 'places.error.pool',
  startsAt: 'new.error.startsAt',
  endsAt: 'new.error.endsAt',
  timeZone: 'register.error.timeZone',
  year: 'parts.error.year',
  key: 'new.error.key',
  ordinal: 'new.error.ordinal',
  hosts: 'new.error.hosts',
};

/** What to do about a wrong answer in the forms of an edition's parts, in the organiser's language. */
export function explainPart(t: Translate): (error: FieldError) => string {
  return ({ path, code }) => {
    const names = path.split('.');
    const found = [names.at(-1), names[0]].map((name) => FIELDS[name ?? '']).find((text) => text !== undefined);
    return t(CODES[code] ?? found ?? 'form.error.other');
  };
}
