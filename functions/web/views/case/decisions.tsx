import type { FC } from 'hono/jsx';
import type { Outcome } from '#shared/contract/names.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { Instant, Said } from '../text.tsx';
import { engineerIn, nameIn } from './names.ts';

type SignOff = CaseView['signOffs'][number];

/** What was decided, by whom and why. */
export const Decisions: FC<{ view: CaseView }> = ({ view }) => {
  const { exception } = view;
  if (view.signOffs.length === 0 && view.ending === null) return null;
  return (
    <section id="decisions">
      <h2>Decisions</h2>
      {view.signOffs.map((one) => (
        <div class="card">
          <OneDecision view={view} one={one} />
        </div>
      ))}
      {exception && (
        <div class="card">
          <p>
            <strong>
              {nameIn(view, exception.by)} {exception.decision === 'confirmed' ? 'confirmed' : 'refused'} the exception
            </strong>
            , <Instant at={exception.at} />
          </p>
          <Said>{exception.reason}</Said>
        </div>
      )}
      {view.ending !== null && (
        <div class="card">
          <p>
            <strong>{endedBy(view)}</strong>
          </p>
          <Said>{view.ending}</Said>
        </div>
      )}
    </section>
  );
};

const OneDecision: FC<{ view: CaseView; one: SignOff }> = ({ view, one }) => {
  const titleOf = (id: string) =>
    [...(view.criteria ?? []), ...(view.requirements ?? [])].find((ground) => ground.id === id)?.title ?? 'a criterion';
  return (
    <>
      <p>
        <strong>
          {nameIn(view, one.by)}
          {one.onBehalfOf !== null && `, for ${nameIn(view, one.onBehalfOf)},`}{' '}
          {one.decision === 'approve' ? 'approved' : 'declined'}
        </strong>
        , <Instant at={one.at} />
      </p>
      {one.stands && view.corrected && (
        <p class="unknown">This no longer counts, because HR has corrected the outcome.</p>
      )}
      {!one.stands && one.recalled === null && (
        <p class="unknown">This no longer counts, because {whyVoid(view, one)}. A new decision is needed.</p>
      )}
      <Said>{one.comment}</Said>
      {Object.entries(one.exceptionReasons).map(([id, reason]) => (
        <Said soft>{`Exception for “${titleOf(id)}”: ${reason}`}</Said>
      ))}
      {Object.entries(one.declineReasons).map(([id, { reason, wouldChange }]) => (
        <>
          <h3>{titleOf(id)}</h3>
          <dl>
            <dt>Why not</dt>
            <dd class="said">{reason}</dd>
            <dt>What would change it</dt>
            <dd class="said">{wouldChange}</dd>
          </dl>
        </>
      ))}
      {one.recalled !== null && (
        <>
          <p class="unknown">{nameIn(view, one.by)} took this back, so it does not count.</p>
          <Said>{one.recalled}</Said>
        </>
      )}
    </>
  );
};

/** Why a decision that nobody took back does not count any more. */
function whyVoid({ appeal }: CaseView, { at }: SignOff): string {
  return appeal?.decision === 'upheld' && at <= appeal.at
    ? 'the appeal was upheld'
    : 'what was decided on has changed, or there is a conflict of interest';
}

/** How a case ended that neither the engineer nor its signers ended. Delivery directors can end a stopped case in HR's place. */
const otherEnds: Partial<Record<Outcome, string>> = {
  cancelled: 'HR cancelled the case',
  overtaken: 'The case was ended',
  'promotion-not-carried-out': 'The case was ended',
};

/** Who ended the case or the trial. */
function endedBy({ outcome, ...view }: CaseView): string {
  const name = engineerIn(view, 'The engineer');
  const byOthers = outcome && otherEnds[outcome];
  return byOthers ?? (outcome === 'withdrawn' ? `${name} withdrew the case` : `${name} ended the trial`);
}
