/**
 * Replaces `@aws-sdk/middleware-endpoint-discovery` in our bundles. The DynamoDB client still sets up endpoint
 * discovery with its own cache, but its commands no longer use it.
 */

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};

/** Gives the configuration back unchanged. */
export function resolveEndpointDiscoveryConfig<Config>(config: Config): Config {
  return config;
}
