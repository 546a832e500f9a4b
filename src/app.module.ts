import { type DynamicModule, Module } from '@nestjs/common';
import { Actors } from './actors.js';
import { ApiModule } from './api/api.module.js';
import { ENTITIES, FeaturesModule } from './features.module.js';
import { type Config } from './platform/config/config.js';
import { ActorResolver } from './platform/http/actor-resolver.js';
import { HealthController } from './platform/observability/health.controller.js';
import { PlatformModule } from './platform/platform.module.js';
import { WebModule } from './web/web.module.js';
import { WorkerModule } from './worker/worker.module.js';

/** What runs in this process: always the platform, the features and the health pages; pages and API, or jobs, or both. */
@Module({})
export class AppModule {
  static forProcess(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot({ config, databaseUrl, entities: ENTITIES }),
        FeaturesModule,
        ...(config.runsWeb ? [ApiModule, WebModule] : []),
        ...(config.runsWorker ? [WorkerModule] : []),
      ],
      controllers: [HealthController],
      providers: [Actors, { provide: ActorResolver, useExisting: Actors }],
    };
  }
}
