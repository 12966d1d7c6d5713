import type { FC } from 'hono/jsx';
import { peer } from '#shared/contract/names.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { roleTitles } from '#shared/domain/words.ts';
import { Moment, untilWords } from '../text.tsx';
import { stepLink } from '../words.ts';
import { engineerTo, nameIn, partsOf } from './names.ts';

type Participant = CaseView['participants'][number];

/** The people of a case with their parts, and who can act for them. */
export const Participants: FC<{ view: CaseView; now: Date }> = ({ view, now }) => (
  <section id="participants">
    <h2>Who takes part</h2>
    <ul>
      <li>
        {nameIn(view, view.engineerId)}
        <span class="soft">: engineer{view.accepted ? '' : ', has not taken the first step yet'}</span>
      </li>
      {view.participants.map((one) => (
        <li>
          <OnePart view={view} one={one} now={now.toISOString()} />
        </li>
      ))}
    </ul>
    {view.delegations.length > 0 && (
      <ul>
        {view.delegations.map(({ by, to, slots, from, until }) => (
          <li>
            {nameIn(view, to)} can act for {nameIn(view, by)}
            <span class="soft">
              : {partsOf(view, slots)},{' '}
              {from > now.toISOString() && (
                <>
                  from <Moment at={from} of={view} />{' '}
                </>
              )}
              {untilWords(until, view.timeZone)}
            </span>
          </li>
        ))}
      </ul>
    )}
  </section>
);

const OnePart: FC<{ view: CaseView; one: Participant; now: string }> = ({ view, one, now }) => {
  const isOpen = view.outcome === null;
  const waits = isOpen && one.openFrom !== null && one.openFrom > now;
  return (
    <>
      {one.personId === null ? <Vacant one={one} isOpen={isOpen} /> : nameIn(view, one.personId)}
      <span class="soft">
        : {one.title}
        {one.substitutedBy && `, taken over by the ${roleTitles[one.substitutedBy]} of the reporting line`}
      </span>
      {waits && (
        <span class="soft">
          . {engineerTo(view)} can object until <Moment at={one.openFrom ?? ''} of={view} />. Their review can begin
          then
        </span>
      )}
      {one.mayObject && (
        <>
          {' · '}
          <a href={stepLink(view.id, 'raise-objection', { slot: one.slot })}>
            Object<span class="unseen"> to {one.personId ? nameIn(view, one.personId) : one.title}</span>
          </a>
        </>
      )}
      {/* After the outcome only a vacant part is filled. */}
      {view.reassignable.includes(one.slot) && (isOpen || one.personId === null) && (
        <>
          {' · '}
          <a href={stepLink(view.id, 'reassign', { slot: one.slot })}>
            {one.personId === null ? 'Give to a person' : 'Give to another person'}
            <span class="unseen">: {one.title}</span>
          </a>
        </>
      )}
    </>
  );
};

/** A vacant part. The calibration lead fills panel slots; HR fills all others. */
const Vacant: FC<{ one: Participant; isOpen: boolean }> = ({ one, isOpen }) =>
  !isOpen ? (
    <>Nobody</>
  ) : one.role === peer ? (
    <span class="unknown">Still to be appointed by the calibration lead</span>
  ) : (
    <span class="unknown">Nobody yet: HR is looking for a person</span>
  );
