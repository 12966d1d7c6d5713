import { Hono } from 'hono';
import type { WebEnv } from '../env.ts';
import { PageError } from '../errors.tsx';
import { leaveSession } from '../session.ts';
import { beginSignIn, finishSignIn } from '../sign-in.ts';
import { Layout } from '../views/layout.tsx';

/** Coming and going. */
export const signIn = new Hono<WebEnv>()
  .get('/sign-in', (c) => beginSignIn(c))
  .get('/sign-in/callback', async (c) => {
    const done = await finishSignIn(c);
    if (!done) throw new PageError(401, 'This sign-in could not be finished. Begin again from the start page.');
    return done;
  })
  .post('/sign-out', async (c) => {
    await leaveSession(c);
    return c.redirect('/signed-out', 303);
  })
  .get('/signed-out', (c) =>
    c.html(
      <Layout title="Signed out">
        <h1>You are signed out</h1>
        <p>
          <a class="button" href="/sign-in">
            Sign in
          </a>
        </p>
      </Layout>,
    ),
  );
