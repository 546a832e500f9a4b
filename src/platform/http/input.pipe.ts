import { Injectable, type PipeTransform, StandardSchemaValidationPipe } from '@nestjs/common';
import { type z } from 'zod';
import { InvalidInput, NotFound } from '../../kernel/domain-error.js';
import { fieldErrorsOf } from '../input/read-input.js';

/** Validates every body and query that declares a schema; wrong fields become one 422 that names them all. */
export const inputPipe = () =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => new InvalidInput(fieldErrorsOf({ issues } as unknown as z.ZodError)),
  });

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** An id in a path: what is no UUID names nothing. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!UUID.test(value)) throw new NotFound();
    return value.toLowerCase();
  }
}
