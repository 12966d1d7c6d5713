import { describe, expect, it } from 'vitest';
import { functionNames } from '#infra/aws/bundling.ts';
import { hurriedFunction, withProperty } from './support/spoil.ts';
import { type CloudTemplate, functionsOf, resourcesOf, templateOf } from './support/stack.ts';

const good = templateOf();

/** What is not as every function has to be. */
function faultsOf(template: CloudTemplate): string[] {
  return [...functionsOf(template)].flatMap(([name, one]) => [
    ...(one.Runtime === 'nodejs24.x' ? [] : [`${name} runs on ${one.Runtime}`]),
    ...(one.Architectures?.join() === 'arm64' ? [] : [`${name} does not run on arm64`]),
    ...(one.LoggingConfig?.LogFormat === 'JSON' ? [] : [`${name} does not log JSON`]),
    ...(one.LoggingConfig?.LogGroup ? [] : [`${name} logs where nothing ends`]),
    ...(one.TracingConfig?.Mode === 'Active' ? [] : [`${name} is not traced`]),
    ...(one.Timeout ? [] : [`${name} has no timeout of its own`]),
  ]);
}

function logsWithoutEnd(template: CloudTemplate): string[] {
  return resourcesOf<{ RetentionInDays?: number }>(template, 'AWS::Logs::LogGroup')
    .filter(([, { Properties }]) => !Properties?.RetentionInDays)
    .map(([name]) => name);
}

describe('the functions in AWS', () => {
  it('are those that the product has', () => {
    expect([...functionsOf(good).keys()].sort()).toEqual([...functionNames].sort());
  });

  it('run on Node 24 and arm64, log JSON to a log that ends, and are traced', () => {
    expect(faultsOf(good)).toEqual([]);
  });

  it('are noticed when one of them is made with other defaults', () => {
    expect(faultsOf(templateOf(hurriedFunction))).toEqual([
      'unnamed runs on nodejs22.x',
      'unnamed does not run on arm64',
      'unnamed does not log JSON',
      'unnamed logs where nothing ends',
      'unnamed is not traced',
      'unnamed has no timeout of its own',
    ]);
  });

  it('know the table, and what talks to Step Functions knows the state machine', () => {
    const knowing = (variable: string) =>
      [...functionsOf(good)].filter(([, one]) => one.Environment?.Variables[variable]).map(([name]) => name);
    expect(knowing('RUNGS_TABLE').sort()).toEqual([...functionNames].sort());
    expect(knowing('RUNGS_STATE_MACHINE_ARN').sort()).toEqual(['relay', 'sweep']);
    // The relay writes mails, which lead back to the product.
    expect(knowing('RUNGS_ORIGIN').sort()).toEqual(['api', 'hr', 'relay', 'web']);
    for (const variable of ['RUNGS_ISSUER', 'RUNGS_AUDIENCE', 'RUNGS_CLIENT_ID'])
      expect(knowing(variable).sort()).toEqual(['api', 'hr', 'web']);
  });

  it('and everything else write to logs that end', () => {
    expect(logsWithoutEnd(good)).toEqual([]);
    const endless = templateOf(withProperty('AWS::Logs::LogGroup', '/api/', 'RetentionInDays', undefined));
    expect(logsWithoutEnd(endless)).toHaveLength(1);
  });
});
