export { ProgrammeModule } from './programme.module.js';
export {
  ProgrammeQueries,
  type RoomDetails,
  type SessionDetails,
  type SpeakerDetails,
  type TrackDetails,
} from './programme.queries.js';
export { type ReleaseDetails, type ReleasedProgrammeDetails, ReleaseQueries } from './releases.queries.js';
export { ReleasesService } from './releases.service.js';
export { RoomsService } from './rooms.service.js';
export { ProgrammeSessionsService } from './sessions.service.js';
export { SpeakersService } from './speakers.service.js';
export { TracksService } from './tracks.service.js';
export { ProgrammeRelease } from './entities/programme-release.entity.js';
export { ProgrammeSession } from './entities/programme-session.entity.js';
export { Room } from './entities/room.entity.js';
export { Speaker } from './entities/speaker.entity.js';
export { Track } from './entities/track.entity.js';
export { NothingToRelease, RoomInUse, SpeakerInUse, TrackInUse } from './domain/programme.errors.js';
export { EDITED_FIELDS } from './domain/release-changes.js';
export { SESSION_KINDS } from './domain/session-kind.js';
export { type Warning, WARNING_KINDS } from './domain/warnings.js';
export { ReleasedVersion, ReleaseInput } from './inputs/release.input.js';
export { CreateRoomInput, UpdateRoomInput } from './inputs/room.input.js';
export { CreateSessionInput, UpdateSessionInput } from './inputs/session.input.js';
export { CreateSpeakerInput, UpdateSpeakerInput } from './inputs/speaker.input.js';
export { CreateTrackInput, UpdateTrackInput } from './inputs/track.input.js';
