/**
 * The secret of our client at the issuer, from the parameter of this name in SSM Parameter Store. A name below
 * `/aws/reference/secretsmanager/` gives a secret of Secrets Manager. Throws if it cannot be read or is empty.
 */
export async function readClientSecret(name: string): Promise<string> {
  // Loaded here, because most deployments have no secret, and others need it once.
  const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
  const client = new SSMClient({});
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    if (!Parameter?.Value) throw new Error('The parameter with the client secret is empty');
    return Parameter.Value;
  } finally {
    client.destroy();
  }
}
