import type { CaseHead } from '../../../contract/case.ts';
import { personOf, reviewsAbout, sealsAgain } from '../slots/objections.ts';
import { isDoneBy } from '../state/done.ts';
import {
  authorOf,
  calibratedAnew,
  conflicted,
  given,
  givenByLine,
  leftBy,
  move,
  withoutLock,
  withReviews,
} from './fold.ts';
import type { EventRow } from './row.ts';

export const panelAppointedRow: EventRow<'panel-appointed'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data }) => given(head, data.slots),
};

export const panelAcceptedRow: EventRow<'panel-accepted'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, { data }) => given(head, data.slots),
};

export const objectionRaisedRow: EventRow<'objection-raised'> = {
  underSeal: 'open',
  knownTo: 'engineer-and-answerers',
  ends: null,
  fold: (head, { seq, data: { objection: id, slot, ground } }) => ({
    ...head,
    objections: [...head.objections, { id, slot, ...aboutHolder(head, slot), ground, seq, answer: null }],
  }),
};

export const objectionAnsweredRow: EventRow<'objection-answered'> = {
  underSeal: 'open',
  knownTo: 'engineer-and-answerers',
  ends: null,
  fold: (head, event) => {
    const { objection, answer, slots, conflicts, attestations = [], moves = null } = event.data;
    const asked = head.objections.find((one) => one.id === objection);
    const objections = head.objections.map((one) => (one.id === objection ? answeredWith(one, answer) : one));
    const about = asked ? personOf(head, asked) : null;
    const stand = head.attestations.filter((one) => !attestations.includes(one.id) || !isDoneBy(about ?? '', one));
    const answered = { ...head, objections, attestations: stand };
    const replaced = asked && answer === 'replace' ? replacedIn(answered, asked) : answered;
    const anew = asked && moves ? calibratedAnew(replaced, sealsAgain(head, asked)) : replaced;
    const left = leftBy(anew, authorOf(event), givenByLine(slots));
    return move(conflicted(left, conflicts, slots), moves);
  },
};

/** An objection with its answer. After a replacement nobody is asked about the person, so `about` goes. */
function answeredWith(one: CaseHead['objections'][number], answer: 'keep' | 'replace') {
  const { about: _, ...bare } = one;
  return { ...(answer === 'replace' ? bare : one), answer };
}

const aboutHolder = ({ slots }: CaseHead, slotId: string) => {
  const holder = slots.find((one) => one.id === slotId)?.personId;
  return holder ? { about: holder } : {};
};

/**
 * Notes who was replaced in a slot, so that the line does not give it to them again. Their review is discarded, and if they
 * led, nobody has to keep to the consensus that was sent back.
 */
function replacedIn(head: CaseHead, asked: CaseHead['objections'][number]): CaseHead {
  const slot = head.slots.find((one) => one.id === asked.slot);
  const about = personOf(head, asked);
  if (!slot || about === null) return head;
  const lost = reviewsAbout(head, asked);
  const without = leftBy(
    withReviews(head, (one) => (lost.includes(one) ? null : one)),
    about,
    [slot.id],
  );
  return slot.part === 'lead' && head.returned ? { ...without, returned: withoutLock(head.returned) } : without;
}
