/** What `npm run bench -- --scale` asks for: every address that is served, by everybody who may read it. */

/** Who asks. */
export const readers = ['hr', 'engineer', 'lead', 'head', 'director'] as const;
export type Reader = (typeof readers)[number];

/** An address. Words with a colon stand for what the table of each size has. */
export type Asked = [who: Reader, address: string];

/** The filters and orders of the list of cases, of which a route says nothing. */
const filtered: readonly Asked[] = [
  'state=closed',
  'stage=calibration',
  'turn=:lead',
  'engineerId=:engineer',
  'supervisorId=:lead',
  'leadId=:lead',
  'odc=:odc',
  'odc=:odc&team=:team',
  'dueFrom=:day&dueTo=:day',
  'transition=:transition',
  'outcome=not-promoted',
  'closed=:month',
  'cycle=none',
  'sort=name',
].map((query) => ['hr', `/api/cases?${query}`]);

/** Routes that are not asked, and why. The beginning of a path stands for all that begin so. */
export const unasked: Readonly<Record<string, string>> = {
  '/scim/v2': 'only machines may read it',
  '/api/hr/machine': 'only machines may read it',
  '/assets': 'a file',
  '/favicon.ico': 'a file',
  '/sign-in': 'asks the issuer',
  '/signed-out': 'the same for everybody',
  '/api/health': 'the same for everybody',
  '/api/openapi.json': 'the same for everybody',
  '/api/docs': 'the same for everybody',
  '/api/ladders/:id/': 'the ladder alone, whatever the size',
  '/ladders/:id/': 'the ladder alone, whatever the size',
  '/hr/ladders/:id/draft': 'the company has no draft',
  '/api/hr/ladders/:id/draft': 'the company has no draft',
  '/api/confirmations/:confirmation': 'nobody is asked one thing at every size',
  '/confirmations/:confirmation': 'nobody is asked one thing at every size',
  '/api/cases/:id/evidence': 'a text, whatever the size',
  '/cases/:id/evidence': 'a text, whatever the size',
  '/api/cases/:id/drafts': 'the company has no draft',
  '/api/hr/calendars/:odc': 'the company has no calendar',
  '/hr/calendars/:odc': 'the company has no calendar',
  '/api/hr/cycles/:id': 'the company has no cycle',
  '/hr/cycles/:id': 'the company has no cycle',
  '/api/hr/exports': 'the company has no file',
  '/hr/exports': 'the company has no file',
  '/api/hr/imports/:id': 'the company has no file',
  '/hr/imports/:id': 'the company has no file',
  '/api/hr/moves/:id': 'the company has no file',
  '/hr/moves/:id': 'the company has no file',
  '/api/hr/proposals/:id': 'the company has no proposal',
  '/hr/proposals/:id': 'the company has no proposal',
  '/hr/people/:id/sign-ins': 'nobody of the company has signed in',
  '/api/hr/people/:id/sign-ins': 'nobody of the company has signed in',
  '/hr/corrections/:id': 'only of a case that has closed',
  '/cases/:id/steps': 'only whoever owes the step may read it',
};

/** What an `:id` names, by the part of the path before it. */
const named: Readonly<Record<string, string>> = { cases: ':case', people: ':engineer', ladders: ':ladder' };

/**
 * Every served address, by every reader, and the filters of lists. `routes`: the paths of the apps. Throws if a path has a name
 * for which nothing stands, so that a new page is either asked or has a reason why not.
 */
export function askedOf(routes: readonly string[]): Asked[] {
  const asked = [...new Set(routes)].filter((path) => !Object.keys(unasked).some((begin) => path.startsWith(begin)));
  const addresses = asked.map((path) =>
    path.replace(/(?<=\/([\w-]+)\/):id/g, (id, before: string) => named[before] ?? id),
  );
  const unknown = addresses.filter((address) => (address.match(/:\w+/g) ?? []).some((name) => !known.includes(name)));
  if (unknown.length > 0)
    throw new Error(`Say in bench/scale-addresses.ts what ${unknown.join(', ')} stands for, or why it is not asked`);
  return [...addresses.flatMap((address) => readers.map((who): Asked => [who, address])), ...filtered];
}

/** The names for which the table of each size has something. */
const known = Object.values(named);
