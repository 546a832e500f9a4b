import { z } from 'zod';
import {
  type CategoryDetails,
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
    invitationOnly: z.boolean(),
    waitingList: z.boolean(),
    taken: z.int(),
    waiting: z.int(),
  })
  .meta({ id: 'Category' });

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
    answers: z.object({}),
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
    manageUrl: z.string(),
    manageToken: z.string().describe('Opens this registration, also as a bearer token.'),
  })
  .meta({ id: 'Admitted' });

export function categoryView(category: CategoryDetails): z.input<typeof CategoryView> {
  const { id, name, attendance, capacity, taken, waiting } = category;
  return {
    id,
    name,
    attendance,
    capacity,
    opensAt: category.opensAt?.toISOString() ?? null,
    closesAt: category.closesAt?.toISOString() ?? null,
    approval: false,
    invitationOnly: false,
    waitingList: false,
    taken,
    waiting,
  };
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
    answers: {},
    reminders: registration.unsubscribedAt === null,
    createdAt: registration.createdAt.toISOString(),
    cancelledAt: registration.cancelledAt?.toISOString() ?? null,
  };
}
