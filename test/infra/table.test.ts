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
    ...(table.StreamSpecification?.StreamViewType === 'KEYS_ONLY' ? [] : ['the stream has more than keys']),
    ...(table.TimeToLiveSpecification?.Enabled ? [] : ['nothing expires']),
    ...(table.SSESpecification?.SSEEnabled ? [] : ['it is not encrypted with a key whose use is logged']),
    ...(DeletionPolicy === 'Retain' ? [] : ['deleting the stack deletes it']),
    ...table.Replicas.flatMap((replica) => [
      ...(replica.DeletionProtectionEnabled ? [] : ['it can be deleted']),
      ...(replica.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled ? [] : ['it cannot be restored']),
    ]),
  ]);
}

describe('the table in AWS', () => {
  it('can be restored to a point in time, cannot be deleted, and has a stream of keys only', () => {
    expect(resourcesOf(good, type)).toHaveLength(1);
    expect(faultsOf(good)).toEqual([]);
  });

  it.each([
    ['StreamSpecification.StreamViewType', 'NEW_IMAGE', 'the stream has more than keys'],
    ['TimeToLiveSpecification.Enabled', false, 'nothing expires'],
    ['SSESpecification.SSEEnabled', false, 'it is not encrypted with a key whose use is logged'],
    ['Replicas.0.DeletionProtectionEnabled', false, 'it can be deleted'],
    ['Replicas.0.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', false, 'it cannot be restored'],
  ])('is checked for its %s', (property, value, fault) => {
    expect(faultsOf(spoilt(property, value))).toEqual([fault]);
  });

  it('is checked for its deletion policy', () => {
    const deletable = structuredClone(good);
    for (const [, table] of resourcesOf(deletable, type)) table.DeletionPolicy = 'Delete';
    expect(faultsOf(deletable)).toEqual(['deleting the stack deletes it']);
  });

  it('has the keys, the indexes and the expiry that the store needs', () => {
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
        Projection:
          index.attributes === 'all'
            ? { ProjectionType: 'ALL' }
            : { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.attributes] },
      })),
    });
  });
});
