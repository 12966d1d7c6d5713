/**
 * What stands in for `@smithy/core/event-streams` in our bundles. The SDK loads it when an operation streams events; no
 * operation of DynamoDB or Step Functions does.
 */

export class EventStreamSerde {
  constructor() {
    throw new Error('This bundle was built without event streams');
  }
}

export function eventStreamSerdeProvider(): never {
  throw new Error('This bundle was built without event streams');
}
