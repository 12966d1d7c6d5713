import { expect, test } from 'vitest';
import { openApiDocument } from '#functions/api/openapi/document.ts';
import { commandsWithVersion } from '#shared/cases/commands.ts';

test('the description of the API names every command that needs If-Match', () => {
  const { paths } = openApiDocument('1') as { paths: Record<string, unknown> };
  const text = JSON.stringify(paths['/api/cases/{id}/commands']);
  expect(commandsWithVersion.length).toBeGreaterThan(0);
  for (const type of commandsWithVersion) expect(text).toContain(type);
});
