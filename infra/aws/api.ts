import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { servedPaths } from '#shared/contract/paths.ts';
import { logRetention } from './function.ts';

/** The public HTTP API. It is made before its functions, because the functions need its address. */
export class Api extends Construct {
  /** Its address: https, without a slash at the end. */
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

  /** Routes each path to the function that serves it, and every other one to the pages. */
  serve({ api, hr, web }: Record<keyof typeof servedPaths, lambda.IFunction>): void {
    const toApi = new HttpLambdaIntegration('Api', api);
    for (const path of servedPaths.api) this.http.addRoutes({ path, integration: toApi });
    const toHr = new HttpLambdaIntegration('Hr', hr);
    for (const path of servedPaths.hr) this.http.addRoutes({ path, integration: toHr });
    const toWeb = new HttpLambdaIntegration('Web', web);
    for (const path of servedPaths.web) this.http.addRoutes({ path, integration: toWeb });
    new apigw.HttpRoute(this, 'Pages', {
      httpApi: this.http,
      routeKey: apigw.HttpRouteKey.DEFAULT,
      integration: toWeb,
    });
  }
}

// No query, no headers and no IP addresses of people: they are private, and a query can contain codes of a sign-in.
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
