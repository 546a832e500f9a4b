import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { z } from 'zod';
import { LOCALES } from '../kernel/locale.js';
import { etagOf } from '../platform/http/request.js';

/** A single resource with the version that its `ETag` carries. */
export class Versioned<T> {
  constructor(
    readonly body: T,
    readonly version: number,
  ) {}
}

/** Puts a resource's version into the `ETag`. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof Versioned)) return answer;
        const reply = context.switchToHttp().getResponse<FastifyReply>();
        void reply.header('etag', etagOf(answer.version));
        return answer.body as unknown;
      }),
    );
  }
}

const FieldErrorView = z.object({ path: z.string(), code: z.string(), message: z.string() });

/** RFC 9457. */
export const ProblemView = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().describe('Stable, in kebab-case.'),
    errors: z.array(FieldErrorView).optional(),
    instance: z.string().optional(),
  })
  .meta({ id: 'Problem' });

export const LocalisedView = z.partialRecord(z.enum(LOCALES), z.string()).meta({ id: 'LocalisedText' });
export const InstantView = z.iso.datetime().describe('RFC 3339, in UTC.');

/** One page of a list. */
export const pageView = (item: z.ZodType) => z.object({ items: z.array(item), next: z.string().nullable() });

/** Says in the OpenAPI document what a handler answers, and that everything else is a problem. */
export const Answers = (status: number, schema: z.ZodType | null, description: string) =>
  applyDecorators(
    ApiResponse({ status, description, ...(schema ? { standardSchema: schema } : {}) }),
    ApiResponse({ status: 'default', description: 'A problem (RFC 9457).', standardSchema: ProblemView }),
  );
