import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { needs } from '#functions/web/forms/needs.ts';
import { PersonCommand } from '#shared/contract/commands.ts';
import { personCommandTypes } from '#shared/contract/names.ts';
import { neededWhen } from '#shared/contract/needed.ts';

/**
 * A label says that a field is needed exactly if its command is refused without it. The other half is in `labels.ts`: it
 * compares the labels with what the decider refused, in every form that any test sends.
 */

const folder = new URL('../../functions/web/forms/', import.meta.url);
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.tsx'))
  .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);

test.each(sources)('no label in %s says by itself whether its field is needed', (_, source) => {
  expect(source).not.toMatch(/\srequired(?=[\s/>])|required=\{(?:true|false)\}|\(optional\)<\/span>(?!\s*<\/legend>)/);
});

describe.each(personCommandTypes)('a form of %s', (type) => {
  const refused = PersonCommand.safeParse({ type });
  const missing = new Set(refused.error?.issues.map((issue) => issue.path.join('.')));
  const option = PersonCommand.def.options.find((one) => one.def.shape.type.safeParse(type).success);
  const fields = Object.keys(option?.def.shape ?? {}).filter((name) => name !== 'type');

  test('needs the fields without which the contract refuses the command', () => {
    for (const name of fields)
      if (neededWhen[type]?.[name] === undefined) expect([name, needs(type, name)]).toEqual([name, missing.has(name)]);
  });

  test('has every field that it needs only sometimes', () => {
    for (const path of Object.keys(neededWhen[type] ?? {})) {
      expect(fields).toContain(path.split('.')[0]);
      expect(missing).not.toContain(path);
    }
  });
});

test('a field that no command has is a mistake', () => {
  expect(() => needs('withdraw', 'why')).toThrow('The command withdraw has no field why');
});
