import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { bundling } from '#infra/aws/bundling.ts';
import { endpointsOf } from '#infra/aws/slim/endpoints.ts';
import { load } from '#test/support/bundles.ts';

const partitions = `${bundling.absWorkingDir}node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js`;
const { partitionsInfo } = await load<{
  partitionsInfo: { partitions: { id: string; regions: Record<string, unknown> }[] };
}>(`export { partitionsInfo } from '${partitions}';`);
const regionsOf = (known: boolean) =>
  partitionsInfo.partitions
    .filter(({ id }) => ['aws', 'aws-cn', 'aws-us-gov'].includes(id) === known)
    .flatMap(({ regions }) => Object.keys(regions).filter((region) => !region.endsWith('-global')));

/** The clients that our functions use, whose own rules these endpoints replace. */
const clients = [
  ['dynamodb', new DynamoDBClient({ region: 'eu-central-1' })],
  ['states', new SFNClient({ region: 'eu-central-1' })],
  ['email', new SESv2Client({ region: 'eu-central-1' })],
] as const;

/** The address that a bundled client of DynamoDB sends its request to. */
async function addressIn(region: string): Promise<string> {
  const { send } = await load<{ send: () => Promise<string> }>(`
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
export async function send() {
  let sent;
  const handle = async (request) => { sent = request; throw new Error('sent'); };
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new DynamoDBClient({ region: '${region}', credentials, requestHandler: { handle }, maxAttempts: 1 });
  const error = await client.send(new ListTablesCommand({})).catch((one) => one);
  if (!sent) throw error;
  return sent.protocol + '//' + sent.hostname + (sent.port ? ':' + sent.port : '') + ' ' + sent.headers.authorization;
}`);
  return send();
}

describe('the endpoints of the bundles', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each(clients)('of %s are those of the SDK, in every region', (service, { config }) => {
    expect(regionsOf(true).length).toBeGreaterThan(30);
    for (const region of regionsOf(true)) {
      const wanted = { Region: region, UseFIPS: false, UseDualStack: false };
      const { url } = config.endpointProvider(wanted);
      expect(endpointsOf(service)(wanted).url.href).toBe(url.href);
    }
  });

  it.each(clients)('of %s are the endpoint that a setting names', (service, { config }) => {
    const wanted = { Region: 'eu-central-1', Endpoint: 'http://127.0.0.1:8000/x', UseFIPS: false, UseDualStack: false };
    expect(endpointsOf(service)(wanted).url.href).toBe(config.endpointProvider(wanted).url.href);
  });

  it.each(['no-region', '', ...regionsOf(false)])("are not guessed in the region '%s'", (region) => {
    expect(() => endpointsOf('states')({ Region: region })).toThrow('knows no endpoint of states');
  });

  it.each([{ UseFIPS: true }, { UseDualStack: true }, { AccountIdEndpointMode: 'required' }])(
    'refuse what they leave out: %o',
    (setting) => {
      expect(() => endpointsOf('dynamodb')({ Region: 'eu-central-1', ...setting })).toThrow('was built without');
    },
  );

  it('are called by the bundled client, signed for its region', async () => {
    expect(await addressIn('cn-north-1')).toMatch(
      /^https:\/\/dynamodb\.cn-north-1\.amazonaws\.com\.cn AWS4.*\/cn-north-1\/dynamodb\//,
    );
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:8123');
    expect(await addressIn('eu-central-1')).toMatch(/^http:\/\/127\.0\.0\.1:8123 AWS4.*\/eu-central-1\/dynamodb\//);
    await expect(addressIn('moon-1')).resolves.toMatch(/127\.0\.0\.1:8123/);
  });
});
