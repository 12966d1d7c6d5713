/**
 * Replaces the endpoint rules of the SDK's clients in our bundles. The rules also cover FIPS, dual stack, endpoints of
 * an account and partitions that are not public. Our functions call the regional endpoint, or the one that a setting
 * such as `AWS_ENDPOINT_URL_DYNAMODB` names.
 */

interface Wanted {
  Region?: string;
  Endpoint?: string;
  UseFIPS?: boolean;
  UseDualStack?: boolean;
  AccountIdEndpointMode?: string;
}

/** The partitions that we know, as in the SDK's own list. */
const suffixes: [region: RegExp, suffix: string][] = [
  [/^(us|eu|ap|sa|ca|me|af|il|mx|us-gov)-\w+-\d+$/, 'amazonaws.com'],
  [/^cn-\w+-\d+$/, 'amazonaws.com.cn'],
];

/** Finds the endpoint of a service as the SDK asks for it. Throws where the SDK's own rules would be needed. */
export const endpointsOf =
  (service: string) =>
  ({ Region = '', Endpoint, UseFIPS, UseDualStack, AccountIdEndpointMode }: Wanted) => {
    if (UseFIPS || UseDualStack || AccountIdEndpointMode === 'required') {
      throw new Error('This bundle was built without the endpoints of FIPS, dual stack and accounts');
    }
    const suffix = suffixes.find(([region]) => region.test(Region))?.[1];
    if (!Endpoint && !suffix) throw new Error(`This bundle knows no endpoint of ${service} in the region '${Region}'`);
    return { url: new URL(Endpoint ?? `https://${service}.${Region}.${suffix}`), headers: {}, properties: {} };
  };
