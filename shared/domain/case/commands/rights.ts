import type { CaseHead } from '../../../contract/case.ts';
import type { Actor } from '../../../contract/events.ts';
import { confirmer, type Outcome, type PersonCommandType } from '../../../contract/names.ts';
import type { Person } from '../../../contract/people.ts';
import { actedAsHr, actedWithoutPart, decidesInstead, isHrFor, isHrOf, tookPart, unitOfCase } from '../../people.ts';
import { stageTitles } from '../../words.ts';
import { type Acting, actingsOf } from '../slots/acting-slot.ts';
import { openAdoptions } from '../state/adoption.ts';
import { standingSignOffs } from '../state/sign-offs.ts';
import type { Facts, Rejection } from '../state/types.ts';
import { commands } from './index.ts';
import { no, type Whose } from './row.ts';

/** The right to give a command now, with the slot under which it is given and how the record names the person. */
export type Authority = { ok: true; acting: Acting | undefined; by: Actor } | { ok: false; rejection: Rejection };

/**
 * Whether a person may give a command on the case now, and as whom. The contents of the command do not matter. Rights
 * come from the directory as it is now, so `person` must have been read for this decision.
 */
export function whoActs(head: CaseHead, type: PersonCommandType, person: Person, facts: Facts): Authority {
  const row = commands[type];
  const acting = actingUnder(row, head, person, facts);
  const as = acting ?? standingOf(row, head, person);
  if (!as) return { ok: false, rejection: no('forbidden', whyNotTheirs(row, head, person)) };
  const rejection = whyNotNow(row.stages, head) ?? row.against?.(head, person, facts, acting);
  return rejection ? { ok: false, rejection } : { ok: true, acting, by: actorOf(person, as) };
}

/** Why a person may not give a command now, or null. */
export function mayNot(head: CaseHead, type: PersonCommandType, person: Person, facts: Facts): Rejection | null {
  const authority = whoActs(head, type, person, facts);
  return authority.ok ? null : authority.rejection;
}

function whyNotTheirs({ by, whose }: Whose, head: CaseHead, person: Person): string {
  if (!by.hr || !isHrFor(person, unitOfCase(head))) return `This step belongs to ${whose}.`;
  if (tookPart(head, person.id)) return 'You took part in this case, so another person of HR does this.';
  if (by.hr !== 'uninvolved' || !actedWithoutPart(head, person.id)) return `This step belongs to ${whose}.`;
  if (actedAsHr(head, person.id))
    return 'You took a step in this case as HR, or changed a record that it rests on, so another person decides this.';
  return head.openedBy === person.id
    ? 'You opened this case, so another person decides this.'
    : 'You answered a question about your team in this case, so another person decides this.';
}

/** As whom somebody gives a command that they give under no slot. */
type Standing = 'engineer' | 'hr' | 'delivery-director' | typeof confirmer;

/** As whom a person may give a command under no slot. Null if they may not. */
function standingOf({ by }: Whose, head: CaseHead, person: Person): Standing | null {
  if (by.engineer && person.active && person.id === head.engineerId) return 'engineer';
  if (by.confirmer && person.active && openAdoptions(head).some((one) => one.to === person.id)) return confirmer;
  if (!by.hr || (by.hr === 'uninvolved' && actedWithoutPart(head, person.id))) return null;
  if (isHrOf(head, person)) return 'hr';
  return decidesInstead(head, person) ? 'delivery-director' : null;
}

function whyNotNow(stages: (typeof commands)[PersonCommandType]['stages'], head: CaseHead): Rejection | null {
  const title = stageTitles[head.stage];
  if (stages === 'closed')
    return head.stage === 'closed'
      ? null
      : no(
          'wrong-stage',
          head.stage === 'appeal'
            ? 'You have appealed. HR decides.'
            : `The case is in ${title}; this is possible only once the case is closed.`,
        );
  if (head.stage === 'closing' || head.stage === 'closed') return decided(head);
  if (stages === 'open') return null;
  if (!stages.includes(head.stage)) {
    const titles = stages.map((one) => stageTitles[one]).join(' or ');
    return no('wrong-stage', `The case is in ${title}; this step belongs to ${titles}.`);
  }
  return head.status === 'opening' ? no('stage-opening', `${title} is just opening. Try again in a moment.`) : null;
}

/** How the record names a person: the role and the slot they act under, and the holder they act for. */
function actorOf({ id }: Person, as: Acting | Standing): Actor {
  if (typeof as === 'string') return { personId: id, role: as, relation: as, onBehalfOf: null };
  const { slot, onBehalfOf } = as;
  return { personId: id, role: slot.substitutedBy ?? slot.role, relation: slot.id, onBehalfOf };
}

/** The slot under which a person would give a command. Undefined if they would act under no slot. */
function actingUnder(
  { by, underSeal }: Pick<(typeof commands)[PersonCommandType], 'by' | 'underSeal'>,
  head: CaseHead,
  person: Person,
  facts: Pick<Facts, 'ladder' | 'people' | 'now'>,
): Acting | undefined {
  const { slot: asked } = by;
  if (!asked || person.id === head.engineerId) return undefined;
  const could = actingsOf(head, person, facts).filter((one) => asked(one.slot, head));
  // Everybody reads under which slot somebody acts, so a sealed review changes that only in what is sealed too.
  const reviews = underSeal === 'sealed' || head.revealed ? head.reviews : [];
  // If a person could act under several slots, take one that is not done yet; among those prefer their own.
  return could.sort((a, b) => order(head, reviews, a) - order(head, reviews, b))[0];
}

function order(head: CaseHead, reviews: CaseHead['reviews'], { slot, onBehalfOf }: Acting): number {
  const isReviewed = reviews.some((review) => review.slot === slot.id);
  return (isReviewed || standingSignOffs(head).some((one) => one.slot === slot.id) ? 2 : 0) + (onBehalfOf ? 1 : 0);
}

function decided(head: CaseHead): Rejection {
  const ended: Record<Outcome, string> = {
    promoted: 'This case was approved by everyone who had to sign; no further step can be taken.',
    'promoted-with-exception': 'This case was approved with an exception; no further step can be taken.',
    withdrawn: 'This case was withdrawn.',
    lapsed: 'This case has lapsed: a step of the engineer was not taken in its time.',
    cancelled: 'HR has cancelled this case.',
    overtaken: 'HR has ended this case, because the record that it rests on changed.',
    'promotion-not-carried-out':
      'This case was approved, but the record that it rests on had changed, so the promotion was not carried out.',
    stayed: 'This case is over: the engineer stays on their track.',
    'track-changed': 'This case is over: the engineer has moved to the other track.',
    'no-seat': 'This case is decided: the bar was met, and no seat was free.',
    'not-promoted': 'This case was declined, which closed it; no further step can be taken.',
  };
  return no('already-decided', head.outcome ? ended[head.outcome] : 'This case is over.');
}
