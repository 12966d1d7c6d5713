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
  // Whole or not at all, also beside another start: whoever is killed on the way leaves nothing that could be read.
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
  // The CDK writes its cloud assembly somewhere and leaves it there, which would be one more at every start.
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

/** What a definition depends on, as a hash: everything in this folder, the contract, the resolution and the CDK. */
export function keyOf(resolution: Resolution): string {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const sources = readdirSync(here).filter((name) => name.endsWith('.ts'));
  const hash = createHash('sha256').update(JSON.stringify(resolution));
  for (const source of [...sources.sort(), '../../shared/contract/names.ts'])
    hash.update(readFileSync(join(here, source)));
  hash.update(createRequire(import.meta.url)('aws-cdk-lib/package.json').version);
  return hash.digest('hex').slice(0, 16);
}
