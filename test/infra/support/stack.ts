import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { functionNames } from '#infra/aws/bundling.ts';
import type { Settings } from '#infra/aws/settings.ts';
import { RungsStack } from '#infra/aws/stack.ts';

export interface CloudTemplate {
  Resources: Record<string, Resource>;
  Outputs?: Record<string, { Value: unknown }>;
}

/** Each type of resource has other `Properties`. The caller says which of them it reads. */
export interface Resource<Properties = unknown> {
  Type: string;
  Properties: Properties;
  DeletionPolicy?: string;
}

const { context } = JSON.parse(readFileSync(new URL('../../../cdk.json', import.meta.url), 'utf8'));

/** The stack with placeholder code, in an app with the flags of `cdk.json`. The CDK writes to `outdir`. */
export function makeStack(outdir: string, settings: Partial<Settings> = {}): RungsStack {
  const app = new App({ context, analyticsReporting: false, stackTraces: false, outdir });
  return new RungsStack(app, 'Rungs', {
    codeOf: () => Code.fromInline('exports.handler = async () => {};'),
    settings: {
      intranetHosts: [],
      timeZone: 'UTC',
      signInClaim: 'email',
      signInKey: 'mail',
      signInScope: 'openid email',
      ...settings,
    },
  });
}

let asItIs: CloudTemplate | undefined;

/** Its template; `spoil` may do to the stack what a rule is there to notice. As it is it is made once for all files. */
export function templateOf(spoil?: (stack: RungsStack) => void, settings?: Partial<Settings>): CloudTemplate {
  if (spoil || settings) return synthesized(spoil, settings);
  asItIs ??= synthesized();
  return asItIs;
}

function synthesized(spoil: (stack: RungsStack) => void = () => {}, settings?: Partial<Settings>): CloudTemplate {
  return inOutdir((outdir) => {
    const stack = makeStack(outdir, settings);
    spoil(stack);
    return Template.fromStack(stack).toJSON() as CloudTemplate;
  });
}

/** The resources of a type, with their logical ids. */
export function resourcesOf<Properties>(
  { Resources }: CloudTemplate,
  type: string,
): [name: string, resource: Resource<Properties>][] {
  return Object.entries(Resources as Record<string, Resource<Properties>>).filter(([, one]) => one.Type === type);
}

/** The properties of the Lambda functions, by function name. */
export function functionsOf(template: CloudTemplate): Map<string, FunctionProperties> {
  return new Map(
    resourcesOf<FunctionProperties>(template, 'AWS::Lambda::Function').map(([id, { Properties }]) => [
      functionNames.find((name) => new RegExp(`^(Workflow)?${name}Function`).test(id)) ?? 'unnamed',
      Properties,
    ]),
  );
}

export interface FunctionProperties {
  Runtime: string;
  Architectures?: string[];
  Role: unknown;
  Timeout?: number;
  LoggingConfig?: { LogFormat?: string; LogGroup?: unknown };
  TracingConfig?: { Mode?: string };
  Environment?: { Variables: Record<string, unknown> };
}

/** An intrinsic as text, so that two can be compared. A reference is written `<name>`. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = []] = Object.entries(value as Record<string, unknown>);
  if (name === 'Ref') return `<${argument}>`;
  if (name === 'Fn::GetAtt') return `<${(argument as string[]).join('.')}>`;
  if (name === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(textOf).join(separator);
  }
  throw new Error(`Unknown intrinsic: ${JSON.stringify(value)}`);
}

/** Does work that writes to a folder for the output of the CDK. Removes the folder at once. */
export function inOutdir<T>(work: (outdir: string) => T): T {
  const outdir = mkdtempSync(join(tmpdir(), 'rungs-synth-'));
  try {
    return work(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
