/** A bearer token of a running local stack for a person id or a role. Throws if there is none, and says what to do. */
export async function tokenFor(url: string, who: string): Promise<{ token: string; personId: string }> {
  const answer = await fetch(`${url}/local/token`, { method: 'POST', body: JSON.stringify({ who }) }).catch(() => null);
  if (!answer) throw new Error(`Nothing answers at ${url}. Start the local stack first: npm start`);
  const body = (await answer.json()) as { token?: string; personId?: string; error?: string };
  if (!body.token || !body.personId) throw new Error(body.error ?? `No token for ${who}`);
  return { token: body.token, personId: body.personId };
}
