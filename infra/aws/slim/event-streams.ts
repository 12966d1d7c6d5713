/**
 * Replaces `@smithy/core/event-streams` in our bundles. The SDK uses it for operations that stream events, and DynamoDB
 * and Step Functions have no such operations.
 */

export class EventStreamSerde {
  constructor() {
    throw new Error('This bundle was built without event streams');
  }
}

export function eventStreamSerdeProvider(): never {
  throw new Error('This bundle was built without event streams');
}
