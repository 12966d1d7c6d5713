import type { Child, FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Origin } from '#shared/contract/ladder-fields.ts';
import type { Person } from '#shared/contract/people.ts';
import { Layout } from '../layout.tsx';
import { Day } from '../text.tsx';
import type { Standing } from './standing.ts';
import { describedLevels, type Marked } from './words.ts';

/** A version or draft of a ladder, and the person who reads it. */
export interface Reading {
  person: Person;
  ladder: PublishedLadder;
  /** The state of this version, and the first day for which it was published. */
  standing: (Standing & { from: string }) | { is: 'draft' };
  /** Whether any version is in force. Before the first day of the first version, none is. */
  isInForce: boolean;
  /** The address with which the addresses of its pages begin. */
  base: string;
}

/** Where a part of a ladder is drawn: on a page of its own, or on a page with other parts. */
export interface Placed {
  ladder: PublishedLadder;
  base: string;
  /** The level of its first headings. On a page of its own it is 2. */
  depth?: number;
  /** A prefix for its ids, so that they differ from the ids of other parts on the page. */
  prefix?: string;
}

/** A heading of level `depth`. */
export const Heading: FC<{ depth: number; id?: string; children?: Child }> = ({ depth, id, children }) => {
  const Tag = `h${depth}` as 'h2';
  return <Tag {...(id ? { id } : {})}>{children}</Tag>;
};

/** A mark that says whether something comes from the source document of the ladder, or is our addition. */
export const OriginMark: FC<{ of: Origin }> = ({ of }) => (
  <span class={`origin ${of}`}>{of === 'source' ? 'source' : 'our addition'}</span>
);

/** Sentences, each run of one origin with its mark at the end. */
export const MarkedText: FC<{ of: readonly Marked[] }> = ({ of }) => (
  <p>
    {of.map(({ words, origin }, at) => (
      <>
        {words} {of[at + 1]?.origin !== origin && <OriginMark of={origin} />}{' '}
      </>
    ))}
  </p>
);

/** Explains the marks, once on a page that has them. */
export const OriginKey: FC = () => (
  <p class="soft">
    <OriginMark of="source" /> comes from the document that this ladder is based on. <OriginMark of="ours" /> was added
    by us, because that document says nothing about it.
  </p>
);

interface FrameProps {
  reading: Reading;
  title: string;
  /** Whether the page needs room for wide tables. */
  wide?: boolean;
  children?: Child;
}

/** The frame of every page of a ladder: the version, and links to the other pages. */
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
      <NotInForce reading={reading} />
      {children}
    </Layout>
  );
};

/** Links to the pages of a ladder, without empty pages. */
function linksOf({ ladder, base, standing }: Reading) {
  return [
    { href: base, words: ladder.title },
    ...(ladder.tracks.length > 0 ? [{ href: `${base}/tracks`, words: 'Tracks' }] : []),
    ...(describedLevels(ladder).length > 1 ? [{ href: `${base}/compare`, words: 'Compare levels' }] : []),
    ...(ladder.faq.length > 0 ? [{ href: `${base}/faq`, words: 'Questions' }] : []),
    // The self-check always uses the version in force.
    ...(standing.is === 'in-force' ? [{ href: `/ladders/${ladder.id}/self-check`, words: 'Check yourself' }] : []),
    { href: `${base}/print`, words: 'Print' },
    // A draft can belong to a ladder without any published version.
    ...(standing.is === 'draft' ? [] : [{ href: `/ladders/${ladder.id}/versions`, words: 'Versions' }]),
  ];
}

/** A notice on versions that new cases do not use. */
const NotInForce: FC<{ reading: Reading }> = ({ reading }) =>
  reading.standing.is === 'in-force' ? null : (
    <p class="notice" role="note">
      <WhyNot {...reading} />{' '}
      {reading.isInForce && <a href={`/ladders/${reading.ladder.id}`}>Read what is in force today</a>}
    </p>
  );

const WhyNot: FC<Pick<Reading, 'ladder' | 'standing'>> = ({ ladder: { id, version }, standing }) => {
  switch (standing.is) {
    case 'in-force':
      return null;
    case 'coming':
      return (
        <>
          This is version {version}, which comes into force on <Day at={standing.from} />.
        </>
      );
    case 'over':
      return (
        <>
          This is version {version}, which was in force from <Day at={standing.from} />. Cases that were opened on it
          still run on it.
        </>
      );
    case 'replaced-before':
      return (
        <>
          This is version {version}, which never came into force, because version {standing.by} replaced it.
        </>
      );
    case 'draft':
      return (
        <>
          This is the draft of version {version}. Only HR can read it.{' '}
          <a href={`/hr/ladders/${id}/draft`}>Back to the draft</a>
        </>
      );
  }
};
