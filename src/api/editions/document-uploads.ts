import { Injectable } from '@nestjs/common';
import { type OpenAPIObject } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { DocumentsService, UploadDocumentInput } from '../../features/editions/index.js';
import { type Actor } from '../../kernel/actor.js';
import { InvalidInput } from '../../kernel/domain-error.js';
import { LOCALES } from '../../kernel/locale.js';
import { Config } from '../../platform/config/config.js';
import { IdempotencyInterceptor } from '../../platform/http/idempotency.js';
import { etagOf } from '../../platform/http/request.js';
import { type IncomingForm, isMultipart, receiveForm } from '../../platform/http/uploads.js';
import { readInput } from '../../platform/input/read-input.js';
import { type Versioned } from '../answers.js';

/** Who uploads, to which edition, and where the answer goes. */
interface Uploading {
  actor: Actor;
  editionKey: string;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** Files that come through the API. */
@Injectable()
export class DocumentUploads {
  constructor(
    private readonly documents: DocumentsService,
    private readonly idempotency: IdempotencyInterceptor,
    private readonly config: Config,
  ) {}

  /**
   * Stores the file of a form and makes a document of it; with an `Idempotency-Key` the same fields and the same bytes have one
   * effect. @returns what `show` makes of the document
   */
  receive<T>({ actor, editionKey, request, reply }: Uploading, show: (id: string) => Promise<Versioned<T>>) {
    if (!isMultipart(request)) throw InvalidInput.at('', 'required', 'Send a JSON object, or a form with a file.');
    return receiveForm(request, this.config.uploadLimit, async ({ fields, file }) => {
      const input = readInput(UploadDocumentInput, inputOf(fields));
      if (!file) throw InvalidInput.at('file', 'required', 'Send a file, after all other fields.');
      const received = await this.documents.receive(actor, editionKey, file);
      try {
        const content = { input, name: received.name, sha256: received.sha256.toString('hex') };
        return await this.idempotency.once(request, reply, content, async () => {
          const id = await this.documents.createFrom(actor, editionKey, input, received);
          const { body, version } = await show(id);
          void reply.header('etag', etagOf(version));
          return body;
        });
      } finally {
        await this.documents.release(received);
      }
    });
  }
}

/** A title in several languages comes in fields of its own: `title.en`, `title.zh-Hans`. */
function inputOf(fields: IncomingForm['fields']): Record<string, unknown> {
  const title = LOCALES.flatMap((locale) => {
    const text = fields[`title.${locale}`];
    return text === undefined ? [] : [[locale, text] as const];
  });
  const others = Object.entries(fields).filter(([name]) => !LOCALES.some((locale) => name === `title.${locale}`));
  return { ...Object.fromEntries(others), ...(title.length > 0 ? { title: Object.fromEntries(title) } : {}) };
}

/** The form with a file in the description of the API, which has one schema for all kinds of body otherwise. */
export function describeUpload(document: OpenAPIObject): void {
  const operation = document.paths['/api/v1/editions/{key}/documents']?.post;
  const body = operation?.requestBody as
    { required?: boolean; content: Record<string, { schema?: object }> } | undefined;
  if (!operation || !body) throw new Error('The route for documents has gone from the description of the API.');
  const text = { type: 'string' };
  body.required = true;
  body.content = {
    'application/json': { schema: { $ref: '#/components/schemas/CreateDocument' } },
    'multipart/form-data': {
      schema: {
        type: 'object',
        description: 'One file, after all other fields.',
        required: ['file'],
        properties: {
          kind: { enum: ['document', 'recording'], type: 'string', default: 'document' },
          title: { ...text, description: 'In the first language of the edition; or one field for each language.' },
          ...Object.fromEntries(LOCALES.map((locale) => [`title.${locale}`, text])),
          language: { ...text, description: 'BCP 47.' },
          file: { type: 'string', format: 'binary', description: `The kind is told by its content.` },
        },
      },
    },
  };
}
