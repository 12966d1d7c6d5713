import { roles } from '#shared/contract/names.ts';
import { tokenFor } from './client/tokens.ts';

// `npm run --silent token -- <person id or role>`: prints one bearer token of the running local stack, and nothing else.
const [who] = process.argv.slice(2);
const url = process.env.RUNGS_URL ?? `http://127.0.0.1:${process.env.PORT ?? 3000}`;

try {
  if (!who) throw new Error(`Say who: a person id, or one of ${roles.join(', ')}`);
  console.log((await tokenFor(url, who)).token);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
