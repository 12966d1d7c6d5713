import { describe, expect, it } from 'vitest';
import { withProperty } from './support/spoil.ts';
import { type CloudTemplate, functionsOf, resourcesOf, templateOf, textOf } from './support/stack.ts';

const good = templateOf();

/** The function that answers each route. */
function routesOf(template: CloudTemplate): Record<string, string> {
  const integrations = new Map(
    resourcesOf<{ IntegrationUri: unknown }>(template, 'AWS::ApiGatewayV2::Integration').map(
      ([name, { Properties }]) => [name, textOf(Properties.IntegrationUri)],
    ),
  );
  const routes = resourcesOf<{ RouteKey: string; Target: unknown }>(template, 'AWS::ApiGatewayV2::Route');
  return Object.fromEntries(
    routes.map(([, { Properties }]) => {
      const integration = /<(.+)>/.exec(textOf(Properties.Target))?.[1] ?? '';
      return [Properties.RouteKey, /<(api|hr|web)Function/.exec(integrations.get(integration) ?? '')?.[1] ?? 'none'];
    }),
  );
}

const wanted = {
  'ANY /api': 'api',
  'ANY /api/{proxy+}': 'api',
  'ANY /api/docs': 'web',
  'ANY /api/openapi.json': 'web',
  'ANY /api/hr/{proxy+}': 'hr',
  'ANY /api/notices': 'hr',
  'ANY /api/notices/{proxy+}': 'hr',
  'ANY /api/people': 'hr',
  'ANY /api/people/{proxy+}': 'hr',
  'ANY /hr/{proxy+}': 'hr',
  'ANY /scim/{proxy+}': 'hr',
  $default: 'web',
};

interface Stage {
  AccessLogSettings?: { DestinationArn?: unknown; Format?: string };
  DefaultRouteSettings?: { ThrottlingRateLimit?: number; ThrottlingBurstLimit?: number };
}

function stageFaults(template: CloudTemplate): string[] {
  return resourcesOf<Stage>(template, 'AWS::ApiGatewayV2::Stage').flatMap(([, { Properties: stage }]) => [
    ...(stage.AccessLogSettings?.DestinationArn ? [] : ['requests are not logged']),
    ...(stage.DefaultRouteSettings?.ThrottlingRateLimit ? [] : ['the number of requests is not limited']),
    ...(/querystring|header|authorizer/i.test(stage.AccessLogSettings?.Format ?? '')
      ? ['secrets of requests are logged']
      : []),
  ]);
}

describe('the HTTP API', () => {
  it('routes /api to the JSON API, /api/hr, /api/notices, /api/people, /hr and /scim to HR’s function, and everything else to the pages, with the API’s description', () => {
    expect(routesOf(good)).toEqual(wanted);
    const moved = templateOf(
      withProperty('AWS::ApiGatewayV2::Route', '/ANY--api--{proxy+}/', 'RouteKey', 'ANY /other/{proxy+}'),
    );
    expect(routesOf(moved)).not.toEqual(wanted);
  });

  it('logs requests without secrets, and limits their number', () => {
    const type = 'AWS::ApiGatewayV2::Stage';
    const spoilt = (property: string, value: unknown) =>
      stageFaults(templateOf(withProperty(type, '/Http/', property, value)));
    expect(resourcesOf(good, type)).toHaveLength(1);
    expect(stageFaults(good)).toEqual([]);
    expect(spoilt('AccessLogSettings', undefined)).toEqual(['requests are not logged']);
    expect(spoilt('DefaultRouteSettings', undefined)).toEqual(['the number of requests is not limited']);
    expect(spoilt('AccessLogSettings.Format', '$context.path?$context.querystring')).toEqual([
      'secrets of requests are logged',
    ]);
  });
});

describe('the origin', () => {
  const originOf = (template: CloudTemplate) =>
    textOf(functionsOf(template).get('web')?.Environment?.Variables.RUNGS_ORIGIN);
  const callbacksOf = (template: CloudTemplate) =>
    resourcesOf<{ CallbackURLs: unknown[] }>(template, 'AWS::Cognito::UserPoolClient').flatMap(([, { Properties }]) =>
      Properties.CallbackURLs.map(textOf),
    );

  it('is the address of the HTTP API by default, and sign-in leads back to it', () => {
    expect(originOf(good)).toMatch(/^<Http.*\.ApiEndpoint>$/);
    expect(callbacksOf(good)).toEqual([`${originOf(good)}/sign-in/callback`]);
  });

  it('is the address that the deployment names', () => {
    const template = templateOf(undefined, { origin: 'https://rungs.example.com' });
    expect(originOf(template)).toBe('https://rungs.example.com');
    expect(callbacksOf(template)).toEqual(['https://rungs.example.com/sign-in/callback']);
  });
});
