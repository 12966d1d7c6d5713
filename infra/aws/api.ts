import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

export interface ApiProps {
  api: lambda.IFunction;
  web: lambda.IFunction;
}

/** What the internet reaches: the JSON API below /api, the pages everywhere else. */
export class Api extends Construct {
  readonly url: string;

  constructor(scope: Construct, id: string, { api, web }: ApiProps) {
    super(scope, id);
    const http = new apigw.HttpApi(this, 'Http', {
      defaultIntegration: new HttpLambdaIntegration('Web', web),
      createDefaultStage: false,
    });
    for (const path of ['/api', '/api/{proxy+}'])
      http.addRoutes({ path, integration: new HttpLambdaIntegration(`Api${path.length}`, api) });
    const accessLog = new logs.LogGroup(this, 'Access', { retention: logs.RetentionDays.THREE_MONTHS });
    // Neither query nor headers are logged: they may hold codes of a sign-in and tokens.
    new apigw.HttpStage(this, 'Stage', {
      httpApi: http,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new apigw.LogGroupLogDestination(accessLog),
        format: accessLogFormat,
      },
    });
    this.url = http.apiEndpoint;
  }
}

const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTime(),
    route: '$context.routeKey',
    status: AccessLogField.contextStatus(),
    latency: AccessLogField.contextResponseLatency(),
  }),
);
