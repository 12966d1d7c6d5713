import { raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import { isHrForAll } from '#shared/domain/people.ts';
import { stylesheetPath } from './styles.ts';

interface LayoutProps {
  title: string;
  person?: Person | undefined;
  /** Whether the page needs room for wide tables. */
  wide?: boolean;
  children?: Child;
}

/** The frame of every page. */
export const Layout: FC<LayoutProps> = ({ title, person, wide = false, children }) => (
  <>
    {raw('<!doctype html>')}
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Rungs`}</title>
        <link rel="stylesheet" href={stylesheetPath} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header>
          <a class="brand" href="/">
            Rungs
          </a>
          {person && (
            <>
              <nav aria-label="Main">
                <a href="/">Your steps</a>
                <a href="/notices">Notices</a>
                <a href="/cases">Cases</a>
                <a href="/ladders">Ladders</a>
                <a href="/cycles">Cycles</a>
                <a href="/people">People</a>
                {isHrForAll(person) && <a href="/hr/ladders">Publishing</a>}
              </nav>
              <form method="post" action="/sign-out">
                <span class="who">{person.name}</span>
                <button class="plain" type="submit">
                  Sign out
                </button>
              </form>
            </>
          )}
        </header>
        <main id="main" tabindex={-1} {...(wide ? { class: 'wide' } : {})}>
          {children}
        </main>
      </body>
    </html>
  </>
);
