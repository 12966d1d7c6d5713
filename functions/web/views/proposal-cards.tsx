import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { ProposalListing } from '#shared/contract/proposals.ts';
import type { NameOf } from '#shared/records/names.ts';
import { matterWords, titleOf } from './proposal-titles.ts';
import { Day, Instant } from './text.tsx';

export interface CardProps {
  person: Person;
  proposals: ProposalListing[];
  nameOf: NameOf;
  now: string;
}

/** Proposals as cards. */
export const ProposalCards: FC<CardProps> = ({ person, proposals, nameOf, now }) => (
  <ul class="cards">
    {proposals.map((proposal) => (
      <li class="card">
        <p>
          <a href={`/hr/proposals/${proposal.id}`}>{titleOf(proposal, nameOf)}</a>
          {proposal.by === person.id && <span class="chip own">You proposed it</span>}
          {proposal.expiresAt <= now && <span class="chip">Expired</span>}
        </p>
        {proposal.matters.map((matter) => (
          <p>{matterWords[matter]}</p>
        ))}
        <p class="soft">
          Proposed by {nameOf(proposal.by)}, <Instant at={proposal.at} />. It expires on <Day at={proposal.expiresAt} />
          .
        </p>
      </li>
    ))}
  </ul>
);
