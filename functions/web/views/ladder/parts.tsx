import type { Child, FC } from 'hono/jsx';
import type { Origin, PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import { Layout } from '../layout.tsx';
import { Day } from '../parts.tsx';
import { describedLevels } from './words.ts';

/** A published version of a ladder, opened by somebody. */
export interface Reading {
  person: Person;
  ladder: PublishedLadder;
  /** When this version came or comes into force, and whether another one is in force in its place. */
  standing: { is: 'in-force' | 'older' | 'coming'; from: string } | { is: 'draft' };
  /** Whether any version is in force; before the first day of the first one, none is. */
  isInForce: boolean;
  /** The address that the addresses of its pages begin with. */
  base: string;
}

/** Where a part of a ladder is drawn: on a page of its own or among others. */
export interface Placed {
  ladder: PublishedLadder;
  base: string;
  /** How deep its first headings lie: 2 on a page of its own. */
  depth?: number;
  /** What its ids begin with, so that they differ from those of other parts on the page. */
  prefix?: string;
}

/** A heading as deep as said. */
export const Heading: FC<{ depth: number; id?: string; children?: Child }> = ({ depth, id, children }) => {
  const Tag = `h${depth}` as 'h2';
  return <Tag {...(id ? { id } : {})}>{children}</Tag>;
};

/** Whether something stands in the document that the ladder was made from, or is our addition. */
export const OriginMark: FC<{ of: Origin }> = ({ of }) => (
  <span class={`origin ${of}`}>{of === 'source' ? 'source' : 'our addition'}</span>
);

/** What the marks mean, said once on a page that has them. */
export const OriginKey: FC = () => (
  <p class="soft">
    <OriginMark of="source" /> stands in the document that this ladder was made from. <OriginMark of="ours" /> was added
    by us where that document is silent.
  </p>
);

interface FrameProps {
  reading: Reading;
  title: string;
  /** Room for wide tables. */
  wide?: boolean;
  children?: Child;
}

/** The frame of every page of a ladder: which version it is of, and the way to the others. */
export const LadderFrame: FC<FrameProps> = ({ reading, title, wide = false, children }) => {
  const { person, ladder } = reading;
  return (
    <Layout title={title === ladder.title ? title : `${title} · ${ladder.title}`} person={person} wide={wide}>
      <nav class="within" aria-label="This ladder">
        <a href="/ladders">All ladders</a>
        {linksOf(reading).map(({ href, words }) => (
          <a href={href}>{words}</a>
        ))}
      </nav>
      <Standing reading={reading} />
      {children}
    </Layout>
  );
};

/** The pages of a ladder that there is something on. */
function linksOf({ ladder, base, standing }: Reading) {
  return [
    { href: base, words: ladder.title },
    ...(ladder.tracks.length > 0 ? [{ href: `${base}/tracks`, words: 'Tracks' }] : []),
    ...(describedLevels(ladder).length > 1 ? [{ href: `${base}/compare`, words: 'Compare levels' }] : []),
    ...(ladder.faq.length > 0 ? [{ href: `${base}/faq`, words: 'Questions' }] : []),
    // One checks oneself by what is in force.
    ...(standing.is === 'in-force' ? [{ href: `/ladders/${ladder.id}/self-check`, words: 'Check yourself' }] : []),
    { href: `${base}/print`, words: 'Print' },
    // A draft may be of a ladder that has none yet.
    ...(standing.is === 'draft' ? [] : [{ href: `/ladders/${ladder.id}/versions`, words: 'Versions' }]),
  ];
}

/** A version that new cases do not run on says so. */
const Standing: FC<{ reading: Reading }> = ({ reading: { ladder, standing, isInForce } }) =>
  standing.is === 'in-force' ? null : (
    <p class="notice" role="note">
      {standing.is === 'older' ? (
        <>
          This is version {ladder.version}, which was in force from <Day at={standing.from} />. Cases that were opened
          on it still run on it.{' '}
        </>
      ) : standing.is === 'draft' ? (
        <>
          This is the draft of version {ladder.version}. Only HR can read it.{' '}
          <a href={`/hr/ladders/${ladder.id}/draft`}>Back to the draft</a>{' '}
        </>
      ) : (
        <>
          This is version {ladder.version}, which comes into force on <Day at={standing.from} />.{' '}
        </>
      )}
      {isInForce && <a href={`/ladders/${ladder.id}`}>Read what is in force today</a>}
    </p>
  );
