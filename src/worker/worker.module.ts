import { Module } from '@nestjs/common';
import { FeaturesModule } from '../features.module.js';
import { Processors } from './processors.js';

@Module({ imports: [FeaturesModule], providers: [Processors], exports: [Processors] })
export class WorkerModule {}
