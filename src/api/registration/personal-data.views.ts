import { z } from 'zod';
import { DELIVERY_KINDS, DELIVERY_STATES } from '../../features/messaging/index.js';
import { REGISTRATION_SOURCES, REGISTRATION_STATUSES } from '../../features/registration/index.js';
import { InstantView } from '../answers.js';

const instant = InstantView.nullable();

export const PersonalDataView = z
  .object({
    exportedAt: InstantView,
    registration: z.object({
      id: z.string(),
      reference: z.string(),
      status: z.enum(REGISTRATION_STATUSES),
      statusSince: InstantView,
      message: z.string().nullable().describe('What the organisers have told the person.'),
      category: z.object({ id: z.string(), name: z.string(), attendance: z.enum(['in_person', 'online']) }),
      email: z.string(),
      name: z.string(),
      nativeName: z.string().nullable(),
      institution: z.string().nullable(),
      affiliation: z.string().nullable(),
      country: z.string().nullable(),
      timeZone: z.string().nullable(),
      locale: z.string(),
      source: z.enum(REGISTRATION_SOURCES),
      reminders: z.boolean(),
      consentedAt: InstantView,
      registeredAt: InstantView,
      confirmedAt: instant,
      offerExpiresAt: instant,
      cancelledAt: instant,
      checkedInAt: instant,
    }),
    answers: z.array(
      z.object({
        question: z.string(),
        asked: z.string().describe('The question as it was when it was answered, in the language of the mails.'),
        kind: z.string(),
        answer: z.string().describe('As people read it.'),
        value: z.unknown().describe('As it is kept.'),
      }),
    ),
    files: z.array(
      z.object({
        id: z.string(),
        question: z.string(),
        name: z.string(),
        mediaType: z.string(),
        size: z.int(),
        sha256: z.string(),
      }),
    ),
    checkIns: z.array(
      z.object({ at: InstantView, kind: z.string(), outcome: z.string(), reason: z.string().nullable() }),
    ),
    invitations: z.array(
      z.object({
        kind: z.string(),
        email: z.string(),
        name: z.string().nullable(),
        message: z.string().nullable(),
        state: z.string(),
        createdAt: InstantView,
        remindedAt: instant,
        answeredAt: instant,
        expiresAt: instant,
      }),
    ),
    mails: z.array(
      z.object({
        kind: z.enum(DELIVERY_KINDS),
        state: z.enum(DELIVERY_STATES),
        plannedAt: InstantView,
        sentAt: instant,
      }),
    ),
  })
  .meta({ id: 'PersonalData' });
