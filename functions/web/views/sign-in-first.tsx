import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { Layout } from './layout.tsx';

interface SignInFirstProps {
  /** The address that the form was sent to. */
  action: string;
  /** By name, as the HTML of a text area. Null: nothing of the form is kept. */
  values: Record<string, string> | null;
}

/** The page for a form that arrived without a session. It keeps the values of a form whose session has ended. */
export const SignInFirstPage: FC<SignInFirstProps> = ({ action, values }) =>
  values ? <SendAgainPage action={action} values={values} /> : <NothingKeptPage />;

const NothingKeptPage: FC = () => (
  <Layout title="Please sign in">
    <h1>Please sign in</h1>
    <p class="lead">
      You are not signed in, so nothing was sent and nothing is kept. If you wrote something, go back in your browser to
      find it.
    </p>
    <p>
      <a class="button" href="/sign-in">
        Sign in
      </a>
    </p>
  </Layout>
);

const SendAgainPage: FC<{ action: string; values: Record<string, string> }> = ({ action, values }) => (
  <Layout title="Please sign in again">
    <h1>Please sign in again</h1>
    <p class="lead">You are no longer signed in, so nothing was sent. What you wrote is kept on this page.</p>
    <ol>
      <li>
        <a href="/sign-in" target="_blank" rel="noopener">
          Sign in, in a new tab
        </a>
      </li>
      <li>Come back to this tab.</li>
      <li>Send it again.</li>
    </ol>
    <form method="post" action={action}>
      {Object.entries(values).map(([name, value]) => (
        <textarea name={name} hidden>
          {raw(`\n${value}`)}
        </textarea>
      ))}
      <p>
        <button type="submit">Send it again</button>
      </p>
    </form>
  </Layout>
);
