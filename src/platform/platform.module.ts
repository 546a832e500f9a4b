import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { Config } from './config/config.js';
import { Database } from './database/database.js';
import { SnakeCaseNaming } from './database/naming.js';
import { EventBus } from './events/event-bus.js';
import { FileOwners } from './files/file-owners.js';
import { FileScan, NoFileScan } from './files/file-scan.js';
import { FileStore } from './files/file-store.js';
import { openFileStore } from './files/open-file-store.js';
import { FormTokens } from './http/form-tokens.js';
import { IdempotencyInterceptor } from './http/idempotency.js';
import { CaughtMails } from './mail/caught-mails.js';
import { MailTransport } from './mail/mail-transport.js';
import { HealthChecks } from './observability/health-checks.js';
import { PdfFonts } from './pdf/pdf-fonts.js';
import { JobQueue } from './queue/job-queue.js';
import { chooseQueueBackend } from './queue/queue-backend.js';
import { SearchIndex } from './search/search-index.js';
import { SearchReindexing } from './search/search-reindexing.js';
import { RateLimits } from './security/rate-limits.js';
import { Seal } from './security/seal.js';
import { LinkTokens } from './security/tokens.js';
import { SystemClock } from './system-clock.js';
import { TaskFiles } from './tasks/task-files.js';
import { TaskRegistry } from './tasks/task-registry.js';
import { TaskRunner } from './tasks/task-runner.js';
import { Tasks } from './tasks/tasks.js';

export interface PlatformOptions {
  config: Config;
  /** `config.databaseUrl`, or where the embedded server listens. */
  databaseUrl: string;
  /** The entities of the features; the platform knows none. */
  entities: EntityTarget<ObjectLiteral>[];
}

/** The data source of the application: never changes the schema by itself. */
export function dataSourceOf({ databaseUrl, entities }: Pick<PlatformOptions, 'databaseUrl' | 'entities'>): DataSource {
  return new DataSource({
    type: 'postgres',
    url: databaseUrl,
    entities: entities as never[],
    namingStrategy: new SnakeCaseNaming(),
    synchronize: false,
    poolSize: 10,
    applicationName: 'symposia',
    extra: { connectionTimeoutMillis: 10_000, statement_timeout: 30_000, idle_in_transaction_session_timeout: 30_000 },
  });
}

/** The machines, everywhere. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    const providers = [
      { provide: Config, useValue: options.config },
      { provide: Clock, useClass: SystemClock },
      { provide: DataSource, useFactory: () => dataSourceOf(options).initialize() },
      { provide: FileScan, useClass: NoFileScan },
      { provide: FileStore, useFactory: () => openFileStore(options.config) },
      { provide: JobQueue, useFactory: () => new JobQueue(chooseQueueBackend(options.config, options.databaseUrl)) },
      CaughtMails,
      Database,
      EventBus,
      FileOwners,
      FormTokens,
      HealthChecks,
      IdempotencyInterceptor,
      LinkTokens,
      MailTransport,
      PdfFonts,
      RateLimits,
      SearchIndex,
      SearchReindexing,
      Seal,
      TaskFiles,
      TaskRegistry,
      TaskRunner,
      Tasks,
    ];
    return { module: PlatformModule, providers, exports: providers };
  }
}
