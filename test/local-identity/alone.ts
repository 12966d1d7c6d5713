import { beginSignIn, mountIssuer, pickPerson } from './mounted.ts';

// A process of its own that signs somebody in and stops: it has to end by itself, with nothing said.
const mounted = await mountIssuer();
const signIn = await beginSignIn(mounted);
const tokens = await signIn.finish(await pickPerson(mounted, 'erin-engineer', signIn.url));
await mounted.verify(tokens.access_token);
await mounted.verify(await mounted.mint('erin-engineer'));
await mounted.stop();
