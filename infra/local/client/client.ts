import { randomUUID } from 'node:crypto';

/** An answer of the API. */
export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

/** The API answered with an unexpected status. */
export class UnexpectedAnswer extends Error {
  readonly answer: Answer;

  constructor(what: string, answer: Answer) {
    super(`${what} was answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
    this.answer = answer;
  }
}

export type Send = (
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  options?: { token?: string; body?: unknown; headers?: Record<string, string> },
) => Promise<Answer>;

/** The API at an address, over HTTP. */
export function apiAt(url: string): Send {
  return apiBy((path, request) => fetch(`${url}${path}`, request));
}

/** The API as a client sees it. `answer` carries each request. */
export function apiBy(answer: (path: string, request: RequestInit) => Response | Promise<Response>): Send {
  return async (method, path, { token, body, headers = {} } = {}) => {
    const response = await answer(path, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : { text } };
  };
}

const tries = 100;

/**
 * Sends a request that must succeed. Tries again while a stage is opening, for 10 seconds at most. Throws
 * `UnexpectedAnswer` if the API answers with 300 or more.
 */
export async function must<T = Record<string, unknown>>(
  send: Send,
  method: Parameters<Send>[0],
  path: string,
  options: Parameters<Send>[2] = {},
): Promise<Answer<T>> {
  const headers = { ...(method !== 'GET' ? { 'idempotency-key': randomUUID() } : {}), ...options.headers };
  for (let at = 1; ; at++) {
    const answer = await send(method, path, { ...options, headers });
    if (answer.status < 300) return answer as Answer<T>;
    if (answer.body.code !== 'stage-opening' || at === tries) throw new UnexpectedAnswer(`${method} ${path}`, answer);
    await new Promise((resolve) => setTimeout(resolve, at < 20 ? 20 : 120));
  }
}

/** Reads a list of the API page after page, to its end. */
export async function readAll<Item>(send: Send, path: string, token: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: { items: Item[]; next: string | null } = (
      await must<{ items: Item[]; next: string | null }>(send, 'GET', next ? `${path}?cursor=${next}` : path, { token })
    ).body;
    items.push(...page.items);
    next = page.next;
  }
  return items;
}
