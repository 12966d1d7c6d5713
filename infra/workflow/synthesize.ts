import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Definition, type Resolution, resolveDefinition, type Template } from './resolve.ts';

/** Synthesizes only the workflow construct and gives its definition with every intrinsic resolved. */
export async function synthesizeDefinition(resolution: Resolution): Promise<Definition> {
  return resolveDefinition(await synthesizeTemplate(resolution.functionArn), resolution);
}

/** A definition, and the hash of everything from which it was synthesized: see `keyOf`. */
export interface Synthesized {
  key: string;
  definition: Definition;
}

/** The committed definition, so that a start does not have to load the CDK. */
export const synthesizedFile = fileURLToPath(new URL('synthesized.json', import.meta.url));

/**
 * The definition as the CDK synthesizes it. It comes from the committed file if that was made from the current sources
 * (a test checks this), otherwise from `cacheDir`, otherwise from a new synthesis.
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
  // Written under another name and then renamed, so that no other process reads half a file, even if this one is
  // killed.
  const next = `${cached}.${randomUUID()}`;
  writeFileSync(next, JSON.stringify({ key, definition } satisfies Synthesized));
  renameSync(next, cached);
  return definition;
}

async function synthesizeTemplate(functionArn: string): Promise<Template> {
  const [{ App, Stack }, { Function: LambdaFunction }, { CaseWorkflow }] = await Promise.all([
    import('aws-cdk-lib/core'),
    import('aws-cdk-lib/aws-lambda'),
    import('./case-workflow.ts'),
  ]);
  // The CDK writes its cloud assembly to a folder and leaves it there. Removing it avoids one more folder at every
  // start.
  const outdir = mkdtempSync(join(tmpdir(), 'rungs-workflow-'));
  try {
    const app = new App({ analyticsReporting: false, outdir });
    const stack = new Stack(app, 'Workflow');
    const workflow = LambdaFunction.fromFunctionAttributes(stack, 'Function', { functionArn, sameEnvironment: true });
    new CaseWorkflow(stack, 'Workflow', { workflow });
    return app.synth().getStackByName(stack.stackName).template as Template;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/**
 * A hash of everything the definition depends on: this folder, the names of the contract, the resolution and the CDK.
 */
export function keyOf(resolution: Resolution): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const sources = readdirSync(here).filter((name) => name.endsWith('.ts'));
  const hash = createHash('sha256').update(JSON.stringify(resolution));
  for (const source of [...sources.sort(), '../../shared/contract/names.ts'])
    hash.update(readFileSync(join(here, source)));
  hash.update(createRequire(import.meta.url)('aws-cdk-lib/package.json').version);
  return hash.digest('hex').slice(0, 16);
}
