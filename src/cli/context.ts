import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { ENTITIES, FeaturesModule } from '../features.module.js';
import { type Config } from '../platform/config/config.js';
import { startEmbeddedPostgres } from '../platform/database/embedded-postgres.js';
import { migrate } from '../platform/database/migrate.js';
import { PlatformModule } from '../platform/platform.module.js';
import { JobQueue } from '../platform/queue/job-queue.js';
import { chooseQueueBackend } from '../platform/queue/queue-backend.js';

@Module({})
class CommandModule {}

/** Runs `work` on an up-to-date database: the one of DATABASE_URL, or the embedded one, which is attached to or started. */
export async function withDatabase<T>(
  config: Config,
  log: (line: string) => void,
  work: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  const embedded = config.databaseUrl === null ? await startEmbeddedPostgres({ dataDir: config.dataDir, log }) : null;
  const databaseUrl = config.databaseUrl ?? embedded!.url;
  try {
    await migrate(databaseUrl, log);
    const backend = chooseQueueBackend(config, databaseUrl);
    await backend.prepare().finally(() => backend.close());
    return await work(databaseUrl);
  } finally {
    await embedded?.stop();
  }
}

/** Runs `work` with the features, but without HTTP and without workers, and closes everything again. */
export function withFeatures<T>(
  config: Config,
  log: (line: string) => void,
  work: (app: INestApplicationContext) => Promise<T>,
): Promise<T> {
  return withDatabase(config, log, async (databaseUrl) => {
    const platform = PlatformModule.forRoot({ config, databaseUrl, entities: ENTITIES });
    const app = await NestFactory.createApplicationContext(
      { module: CommandModule, imports: [platform, FeaturesModule] },
      { logger: ['error', 'warn'], abortOnError: false },
    );
    const dataSource = app.get(DataSource);
    const queue = app.get(JobQueue);
    try {
      return await work(app);
    } finally {
      await app.close();
      await queue.close();
      await dataSource.destroy();
    }
  });
}
