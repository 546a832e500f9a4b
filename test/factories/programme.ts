import { type z } from 'zod';
import {
  CreateRoomInput,
  CreateSessionInput,
  CreateSpeakerInput,
  CreateTrackInput,
  ProgrammeSessionsService,
  RoomsService,
  SpeakersService,
  TracksService,
} from '../../src/features/programme/index.js';
import { type TestApplication } from '../support/running-application.js';
import { TESTER } from './tester.js';

/** A room on the clock of its edition. @returns its id */
export function aRoom(
  application: TestApplication,
  key: string,
  more: Partial<z.input<typeof CreateRoomInput>> = {},
): Promise<string> {
  return application.get(RoomsService).create(TESTER, key, CreateRoomInput.parse({ name: 'Hall', ...more }));
}

/** A blue track. @returns its id */
export function aTrack(application: TestApplication, key: string): Promise<string> {
  const input = CreateTrackInput.parse({ name: 'Surgery', colour: '#1F6FEB' });
  return application.get(TracksService).create(TESTER, key, input);
}

/** A speaker of whom only the name is known. @returns the id */
export function aSpeaker(
  application: TestApplication,
  key: string,
  more: Partial<z.input<typeof CreateSpeakerInput>> = {},
): Promise<string> {
  return application.get(SpeakersService).create(TESTER, key, CreateSpeakerInput.parse({ name: 'Lin Xiao', ...more }));
}

/** A talk without time and place. @returns its id */
export function aSession(
  application: TestApplication,
  key: string,
  more: Partial<z.input<typeof CreateSessionInput>> = {},
): Promise<string> {
  const input = CreateSessionInput.parse({ title: 'Opening', kind: 'talk', ...more });
  return application.get(ProgrammeSessionsService).create(TESTER, key, input);
}
