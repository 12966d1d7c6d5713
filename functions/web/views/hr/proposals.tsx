import type { FC } from 'hono/jsx';
import type { Cursor } from '#shared/contract/cursor.ts';
import { Layout } from '../layout.tsx';
import { type CardProps, ProposalCards } from '../proposal-cards.tsx';
import { More } from '../text.tsx';

/** The page of the changes that wait for a second person. */
export const ProposalsPage: FC<CardProps & { next: Cursor | null }> = ({ next, ...props }) => (
  <Layout title="Changes that take two people" person={props.person}>
    <h1>Changes that take two people</h1>
    <p>HR proposes these changes, and a second person confirms or refuses them. The oldest comes first.</p>
    {props.proposals.length > 0 && <ProposalCards {...props} />}
    {props.proposals.length === 0 && <p>{next === null ? 'No change waits for you.' : 'None of these is for you.'}</p>}
    <More path="/hr/proposals" next={next}>
      More changes
    </More>
  </Layout>
);
