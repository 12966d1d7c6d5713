import { expect, test } from 'vitest';
import { openApiDocument } from '#functions/api/openapi/document.ts';

test('the description names every command that needs the version that was read', () => {
  const { paths } = openApiDocument('1') as { paths: Record<string, unknown> };
  const text = JSON.stringify(paths['/api/cases/{id}/commands']);
  for (const type of ['sign-off', 'record-consensus', 'decide-appeal']) expect(text).toContain(type);
});
