import { Module } from '@nestjs/common';
import { FeaturesModule } from '../features.module.js';
import { ErrorPages } from '../platform/http/error.filter.js';

/** The server-rendered pages. */
@Module({
  imports: [FeaturesModule],
  providers: [{ provide: ErrorPages, useValue: { render: () => 'error' } }],
  exports: [ErrorPages],
})
export class WebModule {}
