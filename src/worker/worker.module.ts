import { Module } from '@nestjs/common';
import { FeaturesModule } from '../features.module.js';
import { Processors } from './processors.js';
import { Pruning } from './pruning.js';
import { Upkeep } from './upkeep.js';

@Module({ imports: [FeaturesModule], providers: [Processors, Pruning, Upkeep], exports: [Processors] })
export class WorkerModule {}
