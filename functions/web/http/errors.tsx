import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Refusal } from '#shared/cases/refusal.ts';
import { statuses } from '../../runtime/api/statuses.ts';
import { nameOfError } from '../../runtime/logger.ts';
import { Layout } from '../views/layout.tsx';
import type { WebEnv } from './env.ts';

interface Link {
  href: string;
  label: string;
}

const startPage: Link = { href: '/', label: 'Go to your steps' };

/** An error of the pages themselves, about the form of a request. `back` is a link to go on; the default is the start page. */
export class PageError extends Error {
  readonly status: ContentfulStatusCode;
  readonly back: Link | undefined;

  constructor(status: ContentfulStatusCode, message: string, back?: Link) {
    super(message);
    this.status = status;
    this.back = back;
  }
}

const headings: Partial<Record<number, string>> = {
  401: 'Please sign in again',
  403: 'This is not allowed',
  404: 'There is nothing here',
  409: 'This step is not possible now',
  413: 'That is too large',
  500: 'Something went wrong on our side',
  503: 'Signing in is not possible right now',
};

/** Shows any error as a page: what happened and where to go next. It never shows internal details. */
export function errorPage(error: unknown, c: Context<WebEnv>): Response | Promise<Response> {
  const known = error instanceof PageError || error instanceof Refusal ? error : null;
  const requestId = c.get('requestId');
  if (!known) c.get('log').error('page-failed', { requestId, error: nameOfError(error) });
  const status = error instanceof PageError ? error.status : error instanceof Refusal ? statuses[error.code] : 500;
  const { href, label } = (error instanceof PageError && error.back) || startPage;
  const heading = headings[status] ?? 'This could not be done';
  return c.html(
    <Layout title={heading} person={c.get('person')}>
      <h1>{heading}</h1>
      <p>{known ? known.message : 'Please try again. If it happens again, give HR this number:'}</p>
      {!known && (
        <p>
          <code>{requestId}</code>
        </p>
      )}
      <p>
        <a href={href}>{label}</a>
      </p>
    </Layout>,
    status,
  );
}
