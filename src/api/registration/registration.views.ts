import { z } from 'zod';
import {
  type CategoryDetails,
  type PoolDetails,
  REGISTRATION_SOURCES,
  REGISTRATION_STATUSES,
  type RegistrationDetails,
} from '../../features/registration/index.js';
import { InstantView, LocalisedView } from '../answers.js';

export const CategoryView = z
  .object({
    id: z.string(),
    name: LocalisedView,
    attendance: z.enum(['in_person', 'online']),
    capacity: z.int().nullable(),
    opensAt: InstantView.nullable(),
    closesAt: InstantView.nullable(),
    approval: z.boolean(),
    reviewsRequired: z.int(),
    invitationOnly: z.boolean(),
    waitingList: z.boolean(),
    offerHours: z.int().nullable(),
    pool: z.string().nullable(),
    quotas: z.array(z.object({ institution: z.string(), capacity: z.int(), taken: z.int() })),
    quotaDefault: z.int().nullable(),
    taken: z.int(),
    waiting: z.int(),
    overhang: z.int().describe('Places given away beyond a capacity that was lowered later.'),
  })
  .meta({ id: 'Category' });

export const PoolView = z
  .object({
    id: z.string(),
    name: LocalisedView,
    capacity: z.int(),
    taken: z.int(),
    overhang: z.int(),
  })
  .meta({ id: 'Pool' });

export const RegistrationView = z
  .object({
    id: z.string(),
    reference: z.string(),
    status: z.enum(REGISTRATION_STATUSES),
    category: z.string(),
    email: z.string(),
    name: z.string(),
    nativeName: z.string().nullable(),
    institution: z.string().nullable(),
    affiliation: z.string().nullable(),
    country: z.string().nullable(),
    timeZone: z.string().nullable(),
    locale: z.string(),
    answers: z.record(z.string(), z.json()).describe('By the id of the question.'),
    position: z.int().nullable().describe('The place in line, from 1, on the waiting list.'),
    statusNote: z.string().nullable().describe('What the organiser has said to it.'),
    offerExpiresAt: InstantView.nullable(),
    checkedInAt: InstantView.nullable(),
    source: z.enum(REGISTRATION_SOURCES),
    reminders: z.boolean().describe('False after unsubscribing.'),
    createdAt: InstantView,
    cancelledAt: InstantView.nullable(),
  })
  .meta({ id: 'Registration' });

export const AdmittedView = z
  .object({
    id: z.string(),
    reference: z.string(),
    status: z.enum(['confirmed', 'waitlisted', 'pending']),
    position: z.int().optional().describe('The place in line, from 1, on the waiting list.'),
    manageUrl: z.string(),
    manageToken: z.string().describe('Opens this registration, also as a bearer token.'),
  })
  .meta({ id: 'Admitted' });

export function categoryView(category: CategoryDetails): z.input<typeof CategoryView> {
  const { id, name, attendance, capacity, opensAt, closesAt, pool, quotas, taken, waiting, overhang } = category;
  const { approval, reviewsRequired, invitationOnly, waitingList, offerHours, quotaDefault } = category;
  return {
    ...{ id, name, attendance, capacity },
    opensAt: opensAt?.toISOString() ?? null,
    closesAt: closesAt?.toISOString() ?? null,
    ...{ approval, reviewsRequired, invitationOnly, waitingList, offerHours, quotaDefault },
    pool: pool?.id ?? null,
    quotas: quotas.map((quota) => ({ institution: quota.institution, capacity: quota.capacity, taken: quota.taken })),
    ...{ taken, waiting, overhang },
  };
}

export function poolView({ id, name, capacity, taken, overhang }: PoolDetails): z.input<typeof PoolView> {
  return { id, name, capacity, taken, overhang };
}

export function registrationView(registration: RegistrationDetails): z.input<typeof RegistrationView> {
  const { id, reference, status, email, name, nativeName, affiliation, country, timeZone, locale } = registration;
  return {
    id,
    reference,
    status,
    category: registration.category.id,
    email,
    name,
    nativeName,
    institution: registration.institution?.slug ?? null,
    affiliation,
    country,
    timeZone,
    locale,
    answers: registration.answers as Record<string, z.infer<ReturnType<typeof z.json>>>,
    position: registration.position,
    statusNote: registration.statusNote,
    offerExpiresAt: registration.offerExpiresAt?.toISOString() ?? null,
    checkedInAt: registration.checkedInAt?.toISOString() ?? null,
    source: registration.source,
    reminders: registration.unsubscribedAt === null,
    createdAt: registration.createdAt.toISOString(),
    cancelledAt: registration.cancelledAt?.toISOString() ?? null,
  };
}
