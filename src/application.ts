import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { AccountsService, Attempts } from './features/accounts/index.js';
import { fastifyAdapter, prepareHttp } from './http-application.js';
import { type Config, SettingsError } from './platform/config/config.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './platform/database/embedded-postgres.js';
import { sqlStateOf } from './platform/database/database.js';
import { migrate } from './platform/database/migrate.js';
import { CaughtMails } from './platform/mail/caught-mails.js';
import { MailCatcher } from './platform/mail/mail-catcher.js';
import { FileStore } from './platform/files/file-store.js';
import { MailTransport } from './platform/mail/mail-transport.js';
import { HealthChecks } from './platform/observability/health-checks.js';
import { JsonLogger } from './platform/observability/logger.js';
import { JobQueue } from './platform/queue/job-queue.js';
import { chooseQueueBackend } from './platform/queue/queue-backend.js';
import { Processors } from './worker/processors.js';
import { setUpApi } from './api/api.module.js';
import { MessagingQueries } from './features/messaging/index.js';

/** A running process of the application. */
export interface Application {
  app: NestFastifyApplication;
  /** Where it listens; null for a worker whose port was taken. */
  url: string | null;
  databaseUrl: string;
  /** Finishes what is under way, then closes everything in the order in which it depends on each other; PostgreSQL last. */
  stop(): Promise<void>;
}

/**
 * Starts the parts that `config.process` names: database (embedded unless `DATABASE_URL` is set), migrations before
 * anything else, then pages and API, queues, and the mail catcher where no `SMTP_URL` is set.
 */
export async function startApplication(config: Config, logger = new JsonLogger(config.logLevel)): Promise<Application> {
  const log = (line: string) => logger.log(line, 'Start');
  const embedded = config.databaseUrl === null ? await startEmbeddedPostgres({ dataDir: config.dataDir, log }) : null;
  const databaseUrl = config.databaseUrl ?? embedded!.url;
  try {
    await migrate(databaseUrl, log).catch((error: unknown) => {
      throw unreachable(error, config) ?? error;
    });
    const backend = chooseQueueBackend(config, databaseUrl);
    await backend.prepare();
    await backend.close();
    return await start(config, databaseUrl, embedded, logger);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function start(
  config: Config,
  databaseUrl: string,
  embedded: EmbeddedPostgres | null,
  logger: JsonLogger,
): Promise<Application> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forProcess(config, databaseUrl),
    fastifyAdapter(config),
    { logger, abortOnError: false },
  );
  await prepareHttp(app);
  if (config.runsWeb) setUpApi(app);
  if (config.admin) await app.get(AccountsService).ensureAdministrator(config.admin.email, config.admin.password);
  const messages = app.get(MessagingQueries);
  const attempts = app.get(Attempts);
  app
    .get(HealthChecks)
    .gauge('symposia_failed_sign_ins', 'Failed sign-ins since this process started', () =>
      Promise.resolve(attempts.failed),
    );
  app
    .get(HealthChecks)
    .gauge('symposia_oldest_due_seconds', 'Seconds by which the oldest due mail is late', () =>
      messages.oldestDueSeconds(),
    );

  const catcher =
    config.runsWorker && config.smtpUrl === null
      ? new MailCatcher(app.get(CaughtMails), (line) => logger.warn(line, 'Mail'))
      : null;
  if (catcher) app.get(MailTransport).deliverTo((await catcher.start()).url);
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    app.get(HealthChecks).stopping = true;
    if (config.runsWorker) {
      app.get(Processors).stop();
      await app.get(JobQueue).stopWorking();
    }
    const dataSource = app.get(DataSource);
    const queue = app.get(JobQueue);
    const transport = app.get(MailTransport);
    const files = app.get(FileStore);
    await app.close();
    files.close();
    transport.close();
    await catcher?.stop();
    await queue.close();
    await dataSource.destroy();
    await embedded?.stop();
  };
  const application = { app, databaseUrl, stop: () => (stopped ??= stop()) };
  try {
    const url = await listen(app, config, logger);
    if (config.runsWorker) app.get(JobQueue).work(app.get(Processors).all());
    return { ...application, url };
  } catch (error) {
    await application.stop();
    throw error;
  }
}

/** What a person can put right about a `DATABASE_URL` that does not answer; null for every other error. */
function unreachable(error: unknown, { databaseUrl }: Config): SettingsError | null {
  const code = sqlStateOf(error) ?? '';
  if (databaseUrl === null || !/^(E[A-Z]+|08...|28...|3D000|57P0.)$/.test(code)) return null;
  return new SettingsError([
    `DATABASE_URL names a database that cannot be reached: ${(error as Error).message || code}.`,
  ]);
}

/** A worker can do without its port: two processes on one machine may have been given the same. */
async function listen(app: NestFastifyApplication, config: Config, logger: JsonLogger): Promise<string | null> {
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE' && config.runsWeb) {
      throw new SettingsError([
        `PORT ${config.port} on ${config.host} is taken: end what listens there, or set another.`,
      ]);
    }
    if (code !== 'EADDRINUSE') throw error;
    logger.warn(`Port ${config.port} is taken, so this worker has no health page.`, 'Start');
    return null;
  }
  return (await app.getUrl()).replace('[::1]', 'localhost').replace('0.0.0.0', 'localhost');
}
