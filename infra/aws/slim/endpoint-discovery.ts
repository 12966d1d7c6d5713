/**
 * What stands in for `@aws-sdk/middleware-endpoint-discovery` in our bundles. The DynamoDB client still sets discovery up,
 * with a cache of its own, but none of its commands uses it any more.
 */

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};

/** The configuration as it was. */
export function resolveEndpointDiscoveryConfig<Config>(config: Config): Config {
  return config;
}
