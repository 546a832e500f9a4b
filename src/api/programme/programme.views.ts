import { z } from 'zod';
import {
  EDITED_FIELDS,
  type ReleaseDetails,
  type ReleasedProgrammeDetails,
  type RoomDetails,
  SESSION_KINDS,
  type SessionDetails,
  type SpeakerDetails,
  type TrackDetails,
  type Warning,
  WARNING_KINDS,
} from '../../features/programme/index.js';
import { LOCALES } from '../../kernel/locale.js';
import { InstantView, LocalisedView } from '../answers.js';

export const RoomView = z
  .object({
    id: z.string(),
    name: LocalisedView,
    capacity: z.int().nullable(),
    virtual: z.boolean(),
    timeZone: z.string().nullable().describe('Null: the clock of the edition.'),
  })
  .meta({ id: 'Room' });

export const TrackView = z.object({ id: z.string(), name: LocalisedView, colour: z.string() }).meta({ id: 'Track' });

const ReleasedSpeakerView = z
  .object({
    id: z.string(),
    name: z.string(),
    nativeName: z.string().nullable(),
    institution: z.string().nullable(),
    affiliation: z.string().nullable(),
    timeZone: z.string().nullable(),
    biography: LocalisedView.nullable(),
  })
  .meta({ id: 'ReleasedSpeaker' });

export const SpeakerView = ReleasedSpeakerView.extend({
  email: z.string().nullable().describe('Never public.'),
  availability: z.array(z.object({ from: InstantView, to: InstantView })).nullable(),
}).meta({ id: 'Speaker' });

const ReleasedSessionView = z
  .object({
    id: z.string(),
    title: LocalisedView,
    abstract: LocalisedView.nullable(),
    kind: z.enum(SESSION_KINDS),
    room: z.string().nullable(),
    track: z.string().nullable(),
    startsAt: InstantView.nullable(),
    endsAt: InstantView.nullable(),
    speakers: z.array(z.string()).describe('In order.'),
    chair: z.string().nullable(),
    language: z.enum(LOCALES).nullable(),
  })
  .meta({ id: 'ReleasedSession' });

export const SessionView = ReleasedSessionView.extend({
  expected: z.int().nullable().describe('How many people are expected. Never public.'),
}).meta({ id: 'ProgrammeSession' });

export const WarningView = z
  .object({
    kind: z.enum(WARNING_KINDS),
    sessions: z.array(z.string()).describe('In the order of their starts.'),
    room: z.string().optional(),
    speaker: z.string().optional(),
  })
  .meta({ id: 'ProgrammeWarning' });

const named = z.object({ id: z.string(), title: LocalisedView });
const place = ReleasedSessionView.pick({ room: true, startsAt: true, endsAt: true });

export const ReleaseView = z
  .object({
    version: z.int(),
    comment: z.string(),
    releasedAt: InstantView,
    changes: z
      .object({
        added: z.array(named),
        removed: z.array(named),
        moved: z.array(named.extend({ before: place, after: place })).describe('At another time or in another room.'),
        edited: z.array(named.extend({ fields: z.array(z.enum(EDITED_FIELDS)) })),
      })
      .describe('Sessions, against the version before.'),
  })
  .meta({ id: 'ProgrammeRelease' });

export const ProgrammeView = z
  .object({
    version: z.int(),
    comment: z.string(),
    releasedAt: InstantView,
    rooms: z.array(RoomView),
    tracks: z.array(TrackView),
    speakers: z.array(ReleasedSpeakerView),
    sessions: z.array(ReleasedSessionView).describe('By their start; those without one come last.'),
  })
  .meta({ id: 'Programme' });

export function roomView({ id, name, capacity, virtual, timeZone }: RoomDetails): z.input<typeof RoomView> {
  return { id, name, capacity, virtual, timeZone };
}

export function trackView({ id, name, colour }: TrackDetails): z.input<typeof TrackView> {
  return { id, name, colour };
}

export function speakerView(speaker: SpeakerDetails): z.input<typeof SpeakerView> {
  const { id, name, nativeName, email, institution, affiliation, timeZone, biography, availability } = speaker;
  return { id, name, nativeName, email, institution, affiliation, timeZone, biography, availability };
}

export function sessionView(session: SessionDetails): z.input<typeof SessionView> {
  const { id, title, abstract, kind, room, track, startsAt, endsAt, speakers, chair, language, expected } = session;
  const times = { startsAt: startsAt?.toISOString() ?? null, endsAt: endsAt?.toISOString() ?? null };
  return { id, title, abstract, kind, room, track, ...times, speakers, chair, language, expected };
}

export function warningView({ kind, sessions, room, speaker }: Warning): z.input<typeof WarningView> {
  return { kind, sessions, ...(room ? { room } : {}), ...(speaker ? { speaker } : {}) };
}

export function releaseView({ version, comment, releasedAt, changes }: ReleaseDetails): z.input<typeof ReleaseView> {
  return { version, comment, releasedAt: releasedAt.toISOString(), changes };
}

/** What was frozen is what the public sees, as it stands. */
export function programmeView(release: ReleasedProgrammeDetails): z.input<typeof ProgrammeView> {
  const { version, comment, releasedAt, content } = release;
  return { version, comment, releasedAt: releasedAt.toISOString(), ...content };
}
