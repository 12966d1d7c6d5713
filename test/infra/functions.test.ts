import { describe, expect, it } from 'vitest';
import { functionNames } from '#infra/aws/bundling.ts';
import { hurriedFunction, withProperty } from './support/spoil.ts';
import { type CloudTemplate, functionsOf, resourcesOf, templateOf } from './support/stack.ts';

const good = templateOf();

/** Where a function differs from the defaults that every function must have. */
function faultsOf(template: CloudTemplate): string[] {
  return [...functionsOf(template)].flatMap(([name, one]) => [
    ...(one.Runtime === 'nodejs24.x' ? [] : [`${name} runs on ${one.Runtime}`]),
    ...(one.Architectures?.join() === 'arm64' ? [] : [`${name} does not run on arm64`]),
    ...(one.LoggingConfig?.LogFormat === 'JSON' ? [] : [`${name} does not log JSON`]),
    ...(one.LoggingConfig?.LogGroup ? [] : [`${name} has no log group of its own`]),
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
  it('are exactly the functions of the product', () => {
    expect([...functionsOf(good).keys()].sort()).toEqual([...functionNames].sort());
  });

  it('run on Node 24 and arm64, log JSON to their own log group, and are traced', () => {
    expect(faultsOf(good)).toEqual([]);
  });

  it('are found if one is made with other defaults', () => {
    expect(faultsOf(templateOf(hurriedFunction))).toEqual([
      'unnamed runs on nodejs22.x',
      'unnamed does not run on arm64',
      'unnamed does not log JSON',
      'unnamed has no log group of its own',
      'unnamed is not traced',
      'unnamed has no timeout of its own',
    ]);
  });

  it('get the addresses that they need, and no others', () => {
    const functionsWith = (variable: string) =>
      [...functionsOf(good)]
        .filter(([, one]) => one.Environment?.Variables[variable] !== undefined)
        .map(([name]) => name);
    // Decisions rest on these, and every function decides or says something of them.
    for (const variable of ['RUNGS_TABLE', 'RUNGS_SIGN_IN_KEY', 'RUNGS_TIME_ZONE', 'RUNGS_INTRANET_HOSTS'])
      expect([variable, functionsWith(variable).sort()]).toEqual([variable, [...functionNames].sort()]);
    expect(functionsWith('RUNGS_STATE_MACHINE_ARN').sort()).toEqual(['relay', 'sweep']);
    // The relay sends mails with links to the product.
    expect(functionsWith('RUNGS_ORIGIN').sort()).toEqual(['api', 'hr', 'relay', 'web']);
    for (const variable of ['RUNGS_ISSUER', 'RUNGS_AUDIENCE', 'RUNGS_CLIENT_ID'])
      expect(functionsWith(variable).sort()).toEqual(['api', 'hr', 'web']);
  });

  it('write to logs with a retention period, and so does everything else', () => {
    expect(logsWithoutEnd(good)).toEqual([]);
    const endless = templateOf(withProperty('AWS::Logs::LogGroup', '/api/', 'RetentionInDays', undefined));
    expect(logsWithoutEnd(endless)).toHaveLength(1);
  });
});
