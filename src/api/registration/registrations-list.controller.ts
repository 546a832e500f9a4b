import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiTags, type OpenAPIObject } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { EditionQueries } from '../../features/editions/index.js';
import {
  type ExportFormat,
  RegistrationExport,
  RegistrationFilter,
  RegistrationLists,
  SortedSelection,
} from '../../features/registration/index.js';
import { type Actor } from '../../kernel/actor.js';
import { negotiateLocale } from '../../kernel/locale.js';
import { CurrentActor } from '../../platform/http/request.js';
import { sendWhileWritten } from '../../platform/http/streamed-file.js';
import { Answers, pageView } from '../answers.js';
import { RegistrationView, registrationView } from './registration.views.js';

@ApiTags('registration')
@Controller('api/v1/editions/:key')
export class RegistrationsListController {
  constructor(
    private readonly lists: RegistrationLists,
    private readonly exports: RegistrationExport,
    private readonly editions: EditionQueries,
  ) {}

  /** An edition's registrations, for its organisers. */
  @Get('registrations')
  @Answers(200, pageView(RegistrationView), 'One page of registrations.')
  async list(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: RegistrationFilter }) filter: RegistrationFilter,
  ) {
    const { items, next } = await this.lists.list(actor, await this.editions.byKey(actor, key), filter);
    return { items: items.map(registrationView), next };
  }

  /** All of a filter as comma-separated values, with its heads in the language of `Accept-Language`. */
  @Get('registrations.csv')
  @Answers(200, null, 'The file.')
  csv(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: SortedSelection }) filter: SortedSelection,
    @Headers('accept-language') language: string | undefined,
    @Res() reply: FastifyReply,
  ) {
    return this.send({ actor, key, filter, format: 'csv', language }, reply);
  }

  /** All of a filter as a workbook, with its heads in the language of `Accept-Language`. */
  @Get('registrations.xlsx')
  @Answers(200, null, 'The file.')
  xlsx(
    @CurrentActor() actor: Actor,
    @Param('key') key: string,
    @Query({ schema: SortedSelection }) filter: SortedSelection,
    @Headers('accept-language') language: string | undefined,
    @Res() reply: FastifyReply,
  ) {
    return this.send({ actor, key, filter, format: 'xlsx', language }, reply);
  }

  private async send(
    {
      actor,
      key,
      language,
      ...request
    }: { actor: Actor; key: string; filter: SortedSelection; format: ExportFormat; language: string | undefined },
    reply: FastifyReply,
  ): Promise<void> {
    const file = await this.exports.open(actor, key, { ...request, locale: negotiateLocale(language) ?? 'en' });
    await sendWhileWritten(reply, file, (out) => file.writeTo(out));
  }
}

/** What the library cannot know of answers that are files. */
export function describeExports(document: OpenAPIObject): void {
  const files = {
    csv: 'text/csv',
    xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  };
  for (const [extension, type] of Object.entries(files)) {
    const operation = document.paths[`/api/v1/editions/{key}/registrations.${extension}`]?.get;
    if (!operation) throw new Error('The routes for exports have gone from the description of the API.');
    operation.responses['200'] = {
      description: 'The file.',
      content: { [type]: { schema: { type: 'string', format: 'binary' } } },
    };
  }
}
