import { describe, expect, it } from 'vitest';
import { tableSpec } from '#shared/store/table.ts';
import { withProperty } from './support/spoil.ts';
import { type CloudTemplate, resourcesOf, templateOf } from './support/stack.ts';

const type = 'AWS::DynamoDB::GlobalTable';
const good = templateOf();
const spoilt = (property: string, value: unknown) => templateOf(withProperty(type, '/Data/', property, value));

interface KeyPart {
  AttributeName: string;
  KeyType: string;
}

interface TableProperties {
  KeySchema: KeyPart[];
  BillingMode?: string;
  StreamSpecification?: { StreamViewType?: string };
  TimeToLiveSpecification?: { Enabled?: boolean; AttributeName?: string };
  SSESpecification?: { SSEEnabled?: boolean };
  GlobalSecondaryIndexes: {
    IndexName: string;
    KeySchema: KeyPart[];
    Projection: { ProjectionType: string; NonKeyAttributes?: string[] };
  }[];
  Replicas: {
    DeletionProtectionEnabled?: boolean;
    PointInTimeRecoverySpecification?: { PointInTimeRecoveryEnabled?: boolean };
  }[];
}

function faultsOf(template: CloudTemplate): string[] {
  return resourcesOf<TableProperties>(template, type).flatMap(([, { Properties: table, DeletionPolicy }]) => [
    ...(table.StreamSpecification?.StreamViewType === 'KEYS_ONLY' ? [] : ['the stream carries more than keys']),
    ...(table.TimeToLiveSpecification?.Enabled ? [] : ['nothing expires']),
    ...(table.SSESpecification?.SSEEnabled ? [] : ['it is encrypted with a key that leaves no trace']),
    ...(DeletionPolicy === 'Retain' ? [] : ['it goes with the stack']),
    ...table.Replicas.flatMap((replica) => [
      ...(replica.DeletionProtectionEnabled ? [] : ['it can be deleted']),
      ...(replica.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled ? [] : ['it cannot be taken back']),
    ]),
  ]);
}

describe('the table in AWS', () => {
  it('can be taken back in time, cannot be deleted, and tells its stream nothing but keys', () => {
    expect(resourcesOf(good, type)).toHaveLength(1);
    expect(faultsOf(good)).toEqual([]);
  });

  it.each([
    ['StreamSpecification.StreamViewType', 'NEW_IMAGE', 'the stream carries more than keys'],
    ['TimeToLiveSpecification.Enabled', false, 'nothing expires'],
    ['SSESpecification.SSEEnabled', false, 'it is encrypted with a key that leaves no trace'],
    ['Replicas.0.DeletionProtectionEnabled', false, 'it can be deleted'],
    ['Replicas.0.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', false, 'it cannot be taken back'],
  ])('is noticed to be spoilt by its %s', (property, value, fault) => {
    expect(faultsOf(spoilt(property, value))).toEqual([fault]);
  });

  it('is noticed when it would go with the stack', () => {
    const gone = structuredClone(good);
    for (const [, table] of resourcesOf(gone, type)) table.DeletionPolicy = 'Delete';
    expect(faultsOf(gone)).toEqual(['it goes with the stack']);
  });

  it('has the keys, the indexes and the expiry that the store is written for', () => {
    const [, table] = resourcesOf<TableProperties>(good, type)[0] ?? [];
    const { partitionKey, sortKey, timeToLive, indexes } = tableSpec;
    const schema = (hash: string, range: string) => [
      { AttributeName: hash, KeyType: 'HASH' },
      { AttributeName: range, KeyType: 'RANGE' },
    ];
    expect(table?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: schema(partitionKey, sortKey),
      TimeToLiveSpecification: { AttributeName: timeToLive },
      GlobalSecondaryIndexes: indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: schema(index.partitionKey, index.sortKey),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.attributes] },
      })),
    });
  });
});
