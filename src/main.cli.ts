import 'reflect-metadata';
import { CommandRefused, runCommand } from './cli/commands.js';
import { SettingsError } from './platform/config/config.js';

/** One-off commands: see `help`. */
runCommand(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`)).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  },
);

function explain(error: unknown): string {
  if (error instanceof SettingsError) return error.lines.join('\n');
  if (error instanceof CommandRefused) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
