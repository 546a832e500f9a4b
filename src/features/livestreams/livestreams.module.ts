import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { AuditModule } from '../audit/index.js';
import { EditionsModule } from '../editions/index.js';
import { StreamsOfEdition } from './streams-of-edition.js';
import { StreamQueries } from './streams.queries.js';
import { StreamsService } from './streams.service.js';

@Module({
  imports: [AccountsModule, AuditModule, EditionsModule],
  providers: [StreamQueries, StreamsOfEdition, StreamsService],
  exports: [StreamQueries, StreamsService],
})
export class LivestreamsModule {}
