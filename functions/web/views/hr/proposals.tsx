import type { FC } from 'hono/jsx';
import { Layout } from '../layout.tsx';
import { type CardProps, ProposalCards } from '../proposal-cards.tsx';

/** The page of the changes that wait for a second person. */
export const ProposalsPage: FC<CardProps> = (props) => (
  <Layout title="Changes that take two people" person={props.person}>
    <h1>Changes that take two people</h1>
    <p>HR proposes these changes, and a second person confirms or refuses them. The oldest comes first.</p>
    {props.proposals.length === 0 ? <p>No change waits for you.</p> : <ProposalCards {...props} />}
  </Layout>
);
