import { expect, test } from 'vitest';
import { openApiDocument } from '#functions/api/openapi/document.ts';

test('the description of the API names every command that needs If-Match', () => {
  const { paths } = openApiDocument('1') as { paths: Record<string, unknown> };
  const text = JSON.stringify(paths['/api/cases/{id}/commands']);
  for (const type of ['sign-off', 'record-consensus', 'decide-appeal']) expect(text).toContain(type);
});
