import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { RungsStack } from './aws/stack.ts';

const app = new App();
const context = (name: string): string | undefined => app.node.tryGetContext(name);
const issuer = context('issuer');

new RungsStack(app, 'Rungs', {
  origin: context('origin') ?? 'https://rungs.example.com',
  intranetHosts: (context('intranetHosts') ?? '').split(',').filter(Boolean),
  ...(issuer ? { issuer: { issuer, audience: context('audience') ?? '', clientId: context('clientId') ?? '' } } : {}),
});
Validations.of(app).addPlugins(new AwsSolutionsChecks());
app.synth();
