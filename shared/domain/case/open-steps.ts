import type { CaseHead, Slot } from '../../contract/case.ts';
import type { PublishedLadder } from '../../contract/ladder.ts';
import { hrDesk, type PersonCommandType, peer } from '../../contract/names.ts';
import { isForLead, openObjections, vacantPanel } from './panel.ts';
import { attestationsOwed, sealIsOpen, standingSignOffs } from './parts.ts';
import { stageOf, transitionOf } from './path.ts';

/** A step somebody owes. `key` tells the steps of one person in one case apart. */
export interface OpenStep {
  /** A person, or the desk of HR. */
  personId: string;
  type: PersonCommandType;
  key: string;
  /** The attestation asked for, where the step is one. */
  attestation: string | null;
  /** Where the step is somebody else's, who let this person act for them: whose, and when. */
  onBehalfOf: string | null;
  from: string | null;
  until: string | null;
}

/** Who owes what now. Empty while a stage is opening and once the outcome is decided. */
export function openSteps(head: CaseHead, ladder: PublishedLadder): OpenStep[] {
  if (head.openedAt === null) return [];
  return [...stepsOfStage(head, ladder), ...stepsBeside(head)];
}

const step = (personId: string, type: PersonCommandType, more: Partial<OpenStep> = {}): OpenStep => ({
  personId,
  type,
  key: type,
  attestation: null,
  onBehalfOf: null,
  from: null,
  until: null,
  ...more,
});

/** A step of a slot: its holder's, and of everybody who may act for them. Nobody's where nobody fills it. */
function stepsOf(
  head: CaseHead,
  { id, personId, openFrom = null }: Slot,
  type: PersonCommandType,
  more: Partial<OpenStep> = {},
): OpenStep[] {
  if (personId === null) return [];
  const delegates = head.delegations.filter((one) => one.by === personId && one.slots.includes(id));
  return [
    step(personId, type, { from: openFrom, ...more }),
    ...delegates.map(({ to, by, from, until }) =>
      step(to, type, {
        ...more,
        key: `${more.key ?? type}~${id}`,
        onBehalfOf: by,
        from: openFrom && openFrom > from ? openFrom : from,
        until,
      }),
    ),
  ];
}

function stepsOfStage(head: CaseHead, ladder: PublishedLadder): OpenStep[] {
  const attest = () =>
    attestationsOwed(head, ladder)
      .filter((one) => one.stage === head.stage && !one.given)
      .flatMap((one) => stepsOf(head, one.slot, 'attest', { key: `attest.${one.id}`, attestation: one.id }));
  switch (head.stage) {
    case 'track':
      return [step(head.engineerId, 'declare-track')];
    case 'self-assessment':
      return [step(head.engineerId, 'submit-self-assessment')];
    case 'portfolio':
      return [step(head.engineerId, 'submit-portfolio')];
    case 'trial':
      return [step(head.engineerId, 'confirm-track')];
    case 'calibration':
      return [...calibrationSteps(head), ...attest()];
    case 'attestation':
      return attest();
    case 'sign-off': {
      const window = stageOf(transitionOf(ladder, head), 'sign-off')?.window ?? null;
      const isStuck = window !== null && head.cycleId === null && !head.windowWaived;
      return [
        ...(isStuck ? [step(hrDesk, 'waive-window')] : []),
        ...head.slots
          .filter((slot) => slot.part === 'signer' && !standingSignOffs(head).some((done) => done.slot === slot.id))
          .flatMap((slot) => stepsOf(head, slot, 'sign-off')),
      ];
    }
    case 'appeal':
      return [step(hrDesk, 'decide-appeal')];
    default:
      return [];
  }
}

function calibrationSteps(head: CaseHead): OpenStep[] {
  const lead = head.slots.find((slot) => slot.part === 'lead');
  const reviewers = head.slots.filter((slot) => slot.part === 'reviewer');
  const owed = reviewers.filter((slot) => !head.reviews.some((review) => review.slot === slot.id));
  if (!sealIsOpen(head)) {
    const appoint = lead && vacantPanel(head).length > 0 ? stepsOf(head, lead, 'appoint-panel') : [];
    return [...appoint, ...owed.flatMap((slot) => stepsOf(head, slot, 'submit-review'))];
  }
  if (head.consensus) return [];
  if (lead) return stepsOf(head, lead, 'record-consensus');
  // A return asks the one reviewer to look again.
  return reviewers.flatMap((slot) => stepsOf(head, slot, 'amend-review'));
}

/** What is owed whatever the stage: answers to objections, and somebody for a part that nobody fills. */
function stepsBeside(head: CaseHead): OpenStep[] {
  const lead = head.slots.find((slot) => slot.part === 'lead');
  const objections = openObjections(head).flatMap(({ id, slot }) => {
    const more = { key: `answer-objection.${id}` };
    return lead && isForLead(head, slot)
      ? stepsOf(head, lead, 'answer-objection', more)
      : [step(hrDesk, 'answer-objection', more)];
  });
  const vacant = head.slots.filter((slot) => slot.personId === null && slot.role !== peer);
  return [...objections, ...vacant.map((slot) => step(hrDesk, 'reassign', { key: `reassign.${slot.id}` }))];
}
