import { SettingsError } from '../platform/config/config.js';

/** What a start is asked for besides running. */
export interface Arguments {
  history: boolean;
  demo: boolean;
}

const KNOWN = ['--history', '--demo'];

/** @throws SettingsError with one line that lists the arguments there are */
export function readArguments(args: readonly string[]): Arguments {
  const unknown = args.filter((argument) => !KNOWN.includes(argument));
  if (unknown.length > 0) {
    throw new SettingsError([
      `Unknown argument ${unknown.join(' ')}. There are: --history (loads the recorded history), ` +
        `--demo (the history and two demonstration editions).`,
    ]);
  }
  const demo = args.includes('--demo');
  return { demo, history: demo || args.includes('--history') };
}
