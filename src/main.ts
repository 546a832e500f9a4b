import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { startApplication } from './application.js';
import { readArguments } from './cli/arguments.js';
import { greet } from './cli/greet.js';
import { loadConfig, SettingsError } from './platform/config/config.js';
import { JsonLogger } from './platform/observability/logger.js';

/**
 * Let the heap grow by less than a third between two full collections. V8's own choice on a machine with much memory is to
 * let it grow up to fourfold, which trebles what the process occupies and gains nothing measurable (bench/footprint.ts).
 */
const HEAP_GROWING = '--heap-growing-percent=30';

/** Longer than any mail or request under way may take; what is not done by then is cut. ms. */
const STOP_WITHIN_MS = 9_500;

/** `--history` loads the recorded history, `--demo` adds two labelled demonstration editions. */
async function main(): Promise<void> {
  setFlagsFromString(HEAP_GROWING);
  const config = loadConfig();
  const wishes = readArguments(process.argv.slice(2));
  const logger = new JsonLogger(config.logLevel);
  let stopping = false;
  const starting = startApplication(config, logger);

  // A signal during the start waits for its end: half a start cannot be undone in order.
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.log(`${signal}: stopping.`, 'Stop');
    setTimeout(() => {
      logger.error('Not everything ended in time; stopping all the same.', undefined, 'Stop');
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    starting
      .then((application) => application.stop())
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        logger.error(String(error), undefined, 'Stop');
        process.exit(1);
      });
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));

  const application = await starting;
  if (stopping) return;
  logger.log(`${config.process} is ready${application.url ? ` at ${application.url}` : ''}.`, 'Start');
  try {
    await greet(application, config, wishes);
  } catch (error) {
    // While stopping, whatever is missing then is missing because of that.
    if (stopping) return;
    await application.stop();
    throw error;
  }
}

main().catch((error: unknown) => {
  if (error instanceof SettingsError) {
    for (const line of error.lines) process.stderr.write(`${line}\n`);
  } else {
    process.stderr.write(
      `Symposia could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  }
  process.exit(1);
});
