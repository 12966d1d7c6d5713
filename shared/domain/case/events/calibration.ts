import type { CaseHead } from '../../../contract/case.ts';
import { acted, authorOf, move, onBehalf, ref, voided } from './fold.ts';
import type { EventRow } from './row.ts';

/**
 * No notice depends on a sealed review: a review that leaves the seal closed tells nobody, and the review that opens the
 * seal tells the lead.
 */
export const reviewSubmittedRow: EventRow<'review-submitted'> = {
  underSeal: 'sealed',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => {
    const { slot, sealed, consensus, moves } = event.data;
    const by = authorOf(event);
    const reviewed = {
      ...head,
      reviews: [...head.reviews, { slot, by, ...onBehalf(event), ref: ref(event) }],
      sealed: sealed ? (head.sealed ?? { from: event.seq, seen: 0, own: { [by]: 1 } }) : null,
      revealed: !sealed,
      consensus: consensus ? ref(event) : head.consensus,
    };
    return move(acted(reviewed, event), moves);
  },
};

export const reviewAmendedRow: EventRow<'review-amended'> = {
  underSeal: 'sealed',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => {
    const { slot, consensus, moves } = event.data;
    const review = { slot, by: authorOf(event), ...onBehalf(event), ref: ref(event) };
    // Only what nobody else has read yet is counted: for the slot, whoever amends it.
    const again = ({ slot: _, former: __, amended = 0, wasOpen, opened, ...version }: CaseHead['reviews'][number]) => ({
      ...review,
      ...(head.revealed ? {} : { amended: amended + 1 }),
      ...(wasOpen ? { wasOpen } : {}),
      ...(wasOpen && !head.revealed ? { opened: opened ?? version } : {}),
    });
    const reviews = head.reviews.map((one) => (one.slot === slot ? again(one) : one));
    const amended = { ...head, reviews, consensus: consensus ? ref(event) : head.consensus };
    return move(acted(voided(amended), event), moves);
  },
};

export const consensusRecordedRow: EventRow<'consensus-recorded'> = {
  underSeal: 'open',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => move(acted(voided({ ...head, consensus: ref(event) }), event), event.data.moves),
};

export const attestedRow: EventRow<'attested'> = {
  underSeal: 'sealed',
  knownTo: 'participants',
  ends: null,
  fold: (head, event) => {
    const { seq, at, data, actor } = event;
    const attestation = {
      id: data.attestation,
      by: authorOf(event),
      slot: actor.relation,
      ...onBehalf(event),
      seq,
      at,
    };
    const attested = { ...head, attestations: [...head.attestations, attestation] };
    return move(acted(voided(attested), event), data.moves);
  },
};
