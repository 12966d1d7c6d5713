import { expect, test } from 'vitest';
import { functionAt } from '#shared/contract/paths.ts';

test.each([
  ['/', 'web'],
  ['/api', 'api'],
  ['/api/me', 'api'],
  ['/apis', 'web'],
  ['/api/docs', 'web'],
  ['/api/docs/more', 'api'],
  ['/api/openapi.json', 'web'],
  ['/api/hr/people/ada', 'hr'],
  ['/api/hr', 'api'],
  ['/api/people', 'hr'],
  ['/api/people/ada', 'hr'],
  ['/api/peoples', 'api'],
  ['/hr/people', 'hr'],
  ['/hr', 'web'],
  ['/scim/v2/Users', 'hr'],
  ['/cases/new', 'web'],
] as const)('%s is served by the function %s, as API Gateway would choose', (path, wanted) => {
  expect(functionAt(path)).toBe(wanted);
});
