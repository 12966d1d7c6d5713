import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { ListedProposal } from '#shared/proposals/read.ts';
import type { NameOf } from '#shared/records/names.ts';
import { matterWords, titleOf } from './proposal-titles.ts';
import { Day, Instant } from './text.tsx';

export interface CardProps {
  person: Person;
  proposals: ListedProposal[];
  nameOf: NameOf;
  /** What a proposal changes. */
  sentencesOf: (one: ListedProposal) => string[];
  now: string;
}

/** Proposals as cards. */
export const ProposalCards: FC<CardProps> = ({ person, proposals, nameOf, sentencesOf, now }) => (
  <ul class="cards">
    {proposals.map((one) => {
      const { proposal, whyNot } = one;
      const sentences = sentencesOf(one);
      return (
        <li class="card">
          <p>
            <a href={`/hr/proposals/${proposal.id}`}>{titleOf(proposal, nameOf, one)}</a>
            {proposal.by === person.id && <span class="chip own">You proposed it</span>}
            {proposal.expiresAt <= now && <span class="chip">Expired</span>}
          </p>
          {sentences.length > 0 && (
            <>
              <p>What it would change:</p>
              <ul>
                {sentences.map((sentence) => (
                  <li>{sentence}</li>
                ))}
              </ul>
            </>
          )}
          {whyNot !== null && <p>{whyNot}</p>}
          {proposal.matters.map((matter) => (
            <p>{matterWords[matter]}</p>
          ))}
          <p class="soft">
            Proposed by {nameOf(proposal.by)}, <Instant at={proposal.at} />. It{' '}
            {proposal.expiresAt <= now ? 'expired' : 'expires'} on <Day at={proposal.expiresAt} />.
          </p>
        </li>
      );
    })}
  </ul>
);
