import { beginSignIn, mountIssuer, pickPerson } from './mounted.ts';

// A process that signs a person in and stops. It must end without output.
const mounted = await mountIssuer();
const signIn = await beginSignIn(mounted);
const tokens = await signIn.finish(await pickPerson(mounted, 'erin-engineer', signIn.url));
await mounted.verify(tokens.access_token);
await mounted.verify(await mounted.mint('erin-engineer'));
await mounted.stop();
