/* What an answer sounds and feels like: three that nobody can take for one another, also in a noisy hall. */

/** Notes in a row: [Hz, from, for], in seconds. */
const TONES = {
  ok: {
    wave: 'sine',
    notes: [
      [880, 0, 0.09],
      [1320, 0.1, 0.16],
    ],
  },
  bad: {
    wave: 'square',
    notes: [
      [196, 0, 0.16],
      [196, 0.22, 0.24],
    ],
  },
  warn: {
    wave: 'triangle',
    notes: [
      [587, 0, 0.14],
      [440, 0.15, 0.14],
      [587, 0.3, 0.2],
    ],
  },
};

const SHAKES = { ok: [60], bad: [140, 70, 140], warn: [320] };

let context = null;

/** Browsers let a page sound only after somebody has touched it. */
export function wake() {
  if (!globalThis.AudioContext) return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume().catch(() => undefined);
}

export function signal(look, isMuted) {
  // Refused by a browser that has not been touched yet.
  if (navigator.userActivation?.hasBeenActive !== false) navigator.vibrate?.(SHAKES[look] ?? []);
  if (isMuted || context?.state !== 'running' || !TONES[look]) return;
  const { wave, notes } = TONES[look];
  for (const [pitch, from, length] of notes) {
    const begin = context.currentTime + from;
    const [tone, volume] = [context.createOscillator(), context.createGain()];
    tone.type = wave;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(wave === 'square' ? 0.12 : 0.3, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + length);
    tone.connect(volume).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + length);
  }
}
