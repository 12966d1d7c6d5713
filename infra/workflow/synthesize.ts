import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A state machine's definition, as Step Functions reads it. */
export type Definition = Record<string, unknown>;

/** What intrinsics of the template stand for. */
export interface Resolution {
  partition: string;
  region: string;
  account: string;
  functionArn: string;
}

const sources = ['definition.ts', 'case-workflow.ts', 'synthesize.ts', '../../shared/contract/workflow.ts'];

/** Synthesizes the workflow construct alone and gives its definition with every intrinsic resolved. */
export async function synthesizeDefinition(resolution: Resolution): Promise<Definition> {
  return resolveDefinition(await synthesizeTemplate(resolution.functionArn), resolution);
}

/** A definition and what it was synthesized from: the hash of the sources, the resolution and the version of the CDK. */
export interface Synthesized {
  key: string;
  definition: Definition;
}

/** Where the definition lies that was synthesized last, so that a start need not load the CDK. */
export const synthesizedFile = fileURLToPath(new URL('synthesized.json', import.meta.url));

/**
 * The definition as the CDK synthesizes it: from the committed file, which a test keeps fresh, while that was made from
 * these very sources; else from `cacheDir`; else anew.
 */
export async function currentDefinition(resolution: Resolution, cacheDir: string): Promise<Definition> {
  const key = keyOf(resolution);
  const cached = join(cacheDir, 'definition.json');
  for (const file of [synthesizedFile, cached]) {
    const known: Synthesized | null = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
    if (known?.key === key) return known.definition;
  }
  const definition = await synthesizeDefinition(resolution);
  mkdirSync(cacheDir, { recursive: true });
  // Whole or not at all: whoever is killed on the way leaves nothing that could be read.
  writeFileSync(`${cached}.new`, JSON.stringify({ key, definition } satisfies Synthesized));
  renameSync(`${cached}.new`, cached);
  return definition;
}

/** The one definition in a template, with every intrinsic resolved. Throws on any intrinsic it does not know. */
export function resolveDefinition(template: Template, resolution: Resolution): Definition {
  const machines = Object.values(template.Resources).filter((one) => one.Type === 'AWS::StepFunctions::StateMachine');
  if (machines.length !== 1) throw new Error(`The template holds ${machines.length} state machines instead of one`);
  return JSON.parse(resolve(machines[0]?.Properties?.DefinitionString, resolution));
}

export interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

async function synthesizeTemplate(functionArn: string): Promise<Template> {
  const [{ App, Stack }, { Function: LambdaFunction }, { CaseWorkflow }] = await Promise.all([
    import('aws-cdk-lib/core'),
    import('aws-cdk-lib/aws-lambda'),
    import('./case-workflow.ts'),
  ]);
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Workflow');
  const workflow = LambdaFunction.fromFunctionAttributes(stack, 'Function', { functionArn, sameEnvironment: true });
  new CaseWorkflow(stack, 'Workflow', { workflow });
  return app.synth().getStackByName(stack.stackName).template as Template;
}

function resolve(value: unknown, resolution: Resolution): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = []] = Object.entries(value as Record<string, unknown>);
  if (name === 'Fn::Join') {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map((part) => resolve(part, resolution)).join(separator);
  }
  if (name === 'Ref' && argument === 'AWS::Partition') return resolution.partition;
  if (name === 'Ref' && argument === 'AWS::Region') return resolution.region;
  if (name === 'Ref' && argument === 'AWS::AccountId') return resolution.account;
  // The one function that the state machine calls.
  if (name === 'Fn::GetAtt' && Array.isArray(argument) && argument[1] === 'Arn') return resolution.functionArn;
  throw new Error(`The definition holds an intrinsic that cannot be resolved: ${JSON.stringify(value)}`);
}

/** What a definition depends on, as a hash. */
export function keyOf(resolution: Resolution): string {
  const hash = createHash('sha256').update(JSON.stringify(resolution));
  for (const source of sources) hash.update(readFileSync(fileURLToPath(new URL(source, import.meta.url))));
  hash.update(createRequire(import.meta.url)('aws-cdk-lib/package.json').version);
  return hash.digest('hex').slice(0, 16);
}
