import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { logRetention } from './function.ts';

/** What the internet reaches. It has an address before it has functions, which must be told the address. */
export class Api extends Construct {
  /** Where it answers: https, no slash at the end. */
  readonly origin: string;
  readonly http: apigw.HttpApi;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.http = new apigw.HttpApi(this, 'Http', { createDefaultStage: false });
    this.origin = this.http.apiEndpoint;
    new apigw.HttpStage(this, 'Stage', {
      httpApi: this.http,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new apigw.LogGroupLogDestination(new logs.LogGroup(this, 'Access', { retention: logRetention })),
        format: accessLogFormat,
      },
    });
  }

  /** The JSON API below /api, that of HR below /api/hr and its pages below /hr, the pages everywhere else. */
  serve({ api, hr, web }: Record<'api' | 'hr' | 'web', lambda.IFunction>): void {
    const toApi = new HttpLambdaIntegration('Api', api);
    for (const path of ['/api', '/api/{proxy+}']) this.http.addRoutes({ path, integration: toApi });
    const toHr = new HttpLambdaIntegration('Hr', hr);
    for (const path of ['/api/hr/{proxy+}', '/hr/{proxy+}']) this.http.addRoutes({ path, integration: toHr });
    new apigw.HttpRoute(this, 'Pages', {
      httpApi: this.http,
      routeKey: apigw.HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration('Web', web),
    });
  }
}

// Neither query nor headers nor addresses of people: they may hold codes of a sign-in, and are nobody's business.
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTime(),
    method: AccessLogField.contextHttpMethod(),
    path: AccessLogField.contextPath(),
    route: '$context.routeKey',
    status: AccessLogField.contextStatus(),
    latency: AccessLogField.contextResponseLatency(),
    integrationError: AccessLogField.contextIntegrationErrorMessage(),
  }),
);
