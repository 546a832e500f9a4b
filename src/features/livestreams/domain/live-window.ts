/** When a stream can be joined. */
export interface LiveWindow {
  opensAt: Date;
  closesAt: Date;
}

export type LiveState = 'before' | 'open' | 'ended';

/** From some minutes before the start of the edition until some minutes after its end. */
export function liveWindow(
  edition: { startsAt: Date; endsAt: Date },
  stream: { opensMinutesBefore: number; closesMinutesAfter: number },
): LiveWindow {
  return {
    opensAt: new Date(edition.startsAt.getTime() - stream.opensMinutesBefore * 60_000),
    closesAt: new Date(edition.endsAt.getTime() + stream.closesMinutesAfter * 60_000),
  };
}

export function liveState(window: LiveWindow, now: Date): LiveState {
  if (now < window.opensAt) return 'before';
  return now < window.closesAt ? 'open' : 'ended';
}
