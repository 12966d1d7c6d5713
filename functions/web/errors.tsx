import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Refusal, type RefusalCode } from '#shared/cases/refusal.ts';
import type { WebEnv } from './env.ts';
import { Layout } from './views/layout.tsx';

/** An error of a page's own: of how it was asked for. */
export class PageError extends Error {
  readonly status: ContentfulStatusCode;

  constructor(status: ContentfulStatusCode, message: string) {
    super(message);
    this.status = status;
  }
}

/** The status of a refusal, as the API has it. */
export function statusOf(code: RefusalCode): ContentfulStatusCode {
  switch (code) {
    case 'not-found':
      return 404;
    case 'forbidden':
      return 403;
    case 'invalid-input':
    case 'idempotency-key-reused':
      return 422;
    case 'precondition-failed':
      return 412;
    case 'precondition-required':
      return 428;
    case 'idempotency-key-missing':
      return 400;
    default:
      return 409;
  }
}

const headings: Partial<Record<number, string>> = {
  403: 'This step is not yours',
  404: 'There is nothing here',
  413: 'That is too much at once',
  500: 'Something went wrong on our side',
};

/** Any error as a page: what happened and where to go, never how it looks inside. */
export function errorPage(error: unknown, c: Context<WebEnv>): Response | Promise<Response> {
  const known = error instanceof PageError || error instanceof Refusal ? error : null;
  if (!known)
    c.get('log').error('page-failed', {
      requestId: c.get('requestId'),
      error: error instanceof Error ? error.name : 'unknown',
    });
  const status = error instanceof PageError ? error.status : error instanceof Refusal ? statusOf(error.code) : 500;
  const heading = headings[status] ?? 'This could not be done';
  return c.html(
    <Layout title={heading} person={c.get('person')}>
      <h1>{heading}</h1>
      <p>
        {known ? known.message : 'Nothing was changed. Please try again; if it happens again, tell us this number:'}
      </p>
      {!known && (
        <p>
          <code>{c.get('requestId')}</code>
        </p>
      )}
      <p>
        <a href="/">Go to your steps</a>
      </p>
    </Layout>,
    status,
  );
}
