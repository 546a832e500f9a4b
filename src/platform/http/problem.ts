import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorKind, type FieldError } from '../../kernel/domain-error.js';
import { isLostConnection } from '../database/database.js';

/** RFC 9457, with a stable `code` and, for wrong fields, `errors`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: FieldError[];
  /** The request id, to quote when asking for help. */
  instance?: string;
}

/** The one table that turns what went wrong in the domain into HTTP. */
const STATUS: Record<ErrorKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  stale: 412,
  'too-large': 413,
  invalid: 422,
  'too-many': 429,
  unavailable: 503,
};

const TITLES: Record<number, string> = {
  400: 'Malformed request',
  401: 'Sign-in required',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  406: 'Not acceptable',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed in the meantime',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Invalid values',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available now',
};

const CODES: Record<number, string> = {
  400: 'malformed-request',
  401: 'sign-in-required',
  403: 'not-allowed',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** What to answer to any error. Unknown ones say nothing about the inside. */
export function problemOf(error: unknown): Problem {
  if (error instanceof DomainError) {
    return problem(STATUS[error.kind], error.code, error.message, error.errors);
  }
  const status = statusOf(error);
  if (status === 400) {
    return problem(400, 'malformed-request', 'The body is not what its Content-Type says, e.g. no valid JSON.');
  }
  if (status === 413) return problem(413, 'too-large', 'The body is too large: at most 1 MB is accepted.');
  if (status === 415) {
    return problem(415, 'unsupported-media-type', 'Send application/json (or a form where a page has one).');
  }
  if (status !== undefined && status < 500) {
    return problem(
      status,
      CODES[status] ?? 'request-failed',
      status === 404 ? 'There is nothing at this address.' : titleOf(status),
    );
  }
  if (isLostConnection(error)) {
    return problem(
      503,
      'unavailable',
      'The database cannot be reached at this moment. Nothing was changed. Try again in a few seconds.',
    );
  }
  return problem(
    500,
    'internal-error',
    'Something went wrong on our side. Whether it had an effect can be seen by reading it again.',
  );
}

/** For an address with a broken percent-encoding. */
export function malformedAddress(): Problem {
  return problem(400, 'malformed-request', 'The address cannot be read: check its percent signs.');
}

function problem(status: number, code: string, detail: string, errors: FieldError[] = []): Problem {
  return {
    type: `urn:symposia:problem:${code}`,
    title: titleOf(status),
    status,
    detail,
    code,
    ...(errors.length > 0 ? { errors } : {}),
  };
}

function titleOf(status: number): string {
  return TITLES[status] ?? 'Request failed';
}

/** Fastify's and Nest's own errors carry the status of the request that was wrong. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}
