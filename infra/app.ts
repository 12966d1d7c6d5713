import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleFunction, functionNames } from './aws/bundling.ts';
import { readSettings } from './aws/settings.ts';
import { RungsStack } from './aws/stack.ts';

const bundles = mkdtempSync(join(tmpdir(), 'rungs-bundles-'));
try {
  await Promise.all(functionNames.map((name) => bundleFunction(name, join(bundles, name))));
  const app = new App();
  new RungsStack(app, 'Rungs', {
    codeOf: (name) => Code.fromAsset(join(bundles, name)),
    settings: readSettings(app.node),
    description: 'Rungs runs promotion cases for engineers',
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks());
  app.synth();
} finally {
  // By now the CDK has its own copies.
  rmSync(bundles, { recursive: true });
}
