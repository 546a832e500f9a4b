import { EditionQueries, EditionsService, ReschedulePreviews } from '../../src/features/editions/index.js';
import { MergeService } from '../../src/features/institutions/index.js';
import {
  NothingToRelease,
  ProgrammeQueries,
  ReleaseQueries,
  ReleasesService,
  SpeakersService,
  TrackInUse,
  TracksService,
  UpdateSpeakerInput,
} from '../../src/features/programme/index.js';
import { AmbiguousLocalTime } from '../../src/kernel/time-zone.js';
import { anEdition, type BuiltEdition, END, hoursFromStart, START } from '../factories/edition.js';
import { anInstitution } from '../factories/institution.js';
import { aRoom, aSession, aSpeaker, aTrack } from '../factories/programme.js';
import { TESTER } from '../factories/tester.js';
import { startTestApplication, type TestApplication } from '../support/running-application.js';

describe('a programme', () => {
  let application: TestApplication;
  let edition: BuiltEdition;
  beforeAll(async () => {
    application = await startTestApplication();
  });
  afterAll(() => application.stop());
  beforeEach(async () => {
    edition = await anEdition(application, { stream: null, rule: null });
  });

  const draft = () => application.get(ProgrammeQueries);
  const release = (comment = 'New') => application.get(ReleasesService).release(TESTER, edition.key, { comment });

  it('is warned of on the clocks of its speakers', async () => {
    const room = await aRoom(application, edition.key, { capacity: 10 });
    const speaker = await aSpeaker(application, edition.key, { timeZone: 'America/Winnipeg' });
    const times = { startsAt: START, endsAt: END };
    const one = await aSession(application, edition.key, { room, speakers: [speaker], expected: 11, ...times });
    const other = await aSession(application, edition.key, {
      room,
      startsAt: hoursFromStart(1),
      endsAt: hoursFromStart(2),
    });
    const found = await draft().warnings(TESTER, edition.key);
    expect(found).toEqual([
      { kind: 'room_overlap', sessions: [one, other], room },
      { kind: 'outside_edition', sessions: [other] },
      { kind: 'room_too_small', sessions: [one], room },
    ]);
    // 20:00 in Shanghai is 12:00 in UTC, and 01:00 of the next day in Auckland.
    const input = UpdateSpeakerInput.parse({
      timeZone: 'Pacific/Auckland',
      availability: [{ from: START, to: hoursFromStart(1) }],
    });
    await application.get(SpeakersService).update(TESTER, edition.key, speaker, input);
    const kinds = (await draft().warnings(TESTER, edition.key)).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['night_for_speaker', 'speaker_unavailable']));
  });

  it('has times on the clock of its edition, and none that the clock skips', async () => {
    const day = START.slice(0, 10);
    const id = await aSession(application, edition.key, { startsAt: `${day}T20:00`, endsAt: `${day}T20:30` });
    expect((await draft().session(TESTER, edition.key, id)).startsAt).toEqual(new Date(START));
    const there = await anEdition(application, { edition: { timeZone: 'Europe/Amsterdam' } });
    const skipped = { startsAt: '2027-03-28T02:30', endsAt: '2027-03-28T04:00' };
    await expect(aSession(application, there.key, skipped)).rejects.toBeInstanceOf(AmbiguousLocalTime);
  });

  it('is released in parallel under one number each, and never twice the same', async () => {
    await aSession(application, edition.key);
    const twice = await Promise.allSettled([release(), release()]);
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = twice.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason).toBeInstanceOf(NothingToRelease);
    const many = await Promise.allSettled(
      Array.from({ length: 6 }, async () => {
        await aSession(application, edition.key);
        return release();
      }),
    );
    const versions = many.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])).sort();
    expect(versions).toEqual(versions.map((_, index) => index + 2));
  });

  it('moves with its edition by the clock, first in the preview; what is released stays', async () => {
    const id = await aSession(application, edition.key, { startsAt: START, endsAt: hoursFromStart(1) });
    await aSession(application, edition.key);
    await release();
    const times = { startsAt: hoursFromStart(48), endsAt: hoursFromStart(50) };
    const { sessions } = await application.get(ReschedulePreviews).of(TESTER, edition.key, times);
    const [starts, ends] = [new Date(hoursFromStart(48)), new Date(hoursFromStart(49))];
    expect(sessions).toEqual([
      {
        ...{ id, title: { en: 'Opening' } },
        startsAt: { before: new Date(START), after: starts },
        endsAt: { before: new Date(hoursFromStart(1)), after: ends },
      },
    ]);
    expect(await draft().session(TESTER, edition.key, id)).toMatchObject({ startsAt: new Date(START), version: 1 });
    await application.get(EditionsService).reschedule(TESTER, edition.key, times);
    expect(await draft().session(TESTER, edition.key, id)).toMatchObject({
      startsAt: starts,
      endsAt: ends,
      version: 2,
    });
    const details = await application.get(EditionQueries).byKey(TESTER, edition.key);
    const { content } = await application.get(ReleaseQueries).programme(details);
    expect(content.sessions[0]).toMatchObject({ id, startsAt: START });
  });

  it('keeps what its sessions name, and follows a merged institution', async () => {
    const track = await aTrack(application, edition.key);
    await aSession(application, edition.key, { track });
    await expect(application.get(TracksService).remove(TESTER, edition.key, track)).rejects.toBeInstanceOf(TrackInUse);
    const [goes, stays] = [await anInstitution(application), await anInstitution(application)];
    const speaker = await aSpeaker(application, edition.key, { institution: goes });
    await application.get(MergeService).merge(TESTER, goes, stays);
    expect(await draft().speaker(TESTER, edition.key, speaker)).toMatchObject({ institution: stays, version: 2 });
  });
});
