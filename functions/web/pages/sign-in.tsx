import { Hono } from 'hono/tiny';
import type { WebEnv } from '../http/env.ts';
import { leaveSession } from '../http/session.ts';
import { beginSignIn, finishSignIn } from '../http/sign-in.ts';
import { Layout } from '../views/layout.tsx';

/** Routes to sign in and to sign out. */
export const signIn = new Hono<WebEnv>()
  .get('/sign-in', (c) => beginSignIn(c))
  .get('/sign-in/callback', (c) => finishSignIn(c))
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
