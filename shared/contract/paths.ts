const below = '{proxy+}';

/**
 * The paths that each function behind the HTTP API serves, as API Gateway writes them: `{proxy+}` stands for everything below.
 * A whole match counts before one with `{proxy+}`, and of these the longer one. Every other path is a page, and `web` serves it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export const servedPaths = {
  api: ['/api', `/api/${below}`],
  // Everybody reads the directory and their notices. What searches the one, and knows the desk in the others, is with HR.
  hr: [
    `/api/hr/${below}`,
    '/api/notices',
    `/api/notices/${below}`,
    '/api/people',
    `/api/people/${below}`,
    `/hr/${below}`,
    `/scim/${below}`,
  ],
  web: ['/api/docs', '/api/openapi.json'],
} as const;

/** The function that serves a path without its query. */
export function functionAt(path: string): keyof typeof servedPaths {
  const names = Object.keys(servedPaths) as (keyof typeof servedPaths)[];
  const fitting = names.flatMap((name) => servedPaths[name].map((served) => ({ name, fit: fitOf(path, served) })));
  return fitting.filter(({ fit }) => fit > 0).sort((a, b) => b.fit - a.fit)[0]?.name ?? 'web';
}

/** How well a path fits to one that is served: a whole match best, then the longer beginning. 0: not at all. */
function fitOf(path: string, served: string): number {
  if (path === served) return Number.POSITIVE_INFINITY;
  const begin = served.endsWith(below) ? served.slice(0, -below.length) : null;
  return begin !== null && path.startsWith(begin) ? begin.length : 0;
}
