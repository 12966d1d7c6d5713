import fc from 'fast-check';
import type { Command } from '#shared/contract/commands.ts';
import type { Case } from '#shared/contract/events.ts';
import { attest, consensus, evidence, returnTo, review, selfAssessment, signOff } from '#test/support/commands.ts';
import type { Corrected } from '#test/support/correction.ts';
import { shortLadder as ladder } from '#test/support/test-ladder.ts';
import { noteReaders, otherOfHr } from './hr.ts';
import { insteadIn, openObjection } from './objections.ts';
import { panelFor } from './parts.ts';
import type { Rule } from './rule.ts';
import { rules, type Step } from './rules.ts';
import {
  director,
  engineer,
  helper,
  hr,
  hrPeople,
  type Model,
  peerPeople,
  type Slot,
  secondPanel,
  slotIds,
  slots,
  spare,
} from './state.ts';

/** The case that steps are tried on, in memory or in a table. */
export interface Real {
  state(): Case;
  now(): string;
  /** Sends a command. Returns whether it was done. */
  act(who: string | null, command: Command): boolean | Promise<boolean>;
  /** Sends a command of the system at a time long after every deadline. Returns whether it was done. */
  actLate(command: Command): boolean | Promise<boolean>;
  /** One person proposes to correct the outcome and another one confirms it. Returns whether it was done. */
  correct(who: string, second: string, to: Corrected): boolean | Promise<boolean>;
}

const ratings = { tests: 5 };
const reason = 'There is one.';

/** Two people take these steps together. All others are commands of one person. */
type Correction = 'correct' | 'correctWithDirector';

const isCorrection = (step: Step): step is Correction => step === 'correct' || step === 'correctWithDirector';

/** The command for a step of the model. */
function commandOf(step: Exclude<Step, Correction>, model: Model, state: Case, now: string): Command {
  const { generation, stage } = state.head;
  switch (step) {
    case 'open':
      return { type: 'open-stage', generation, stage: stage as 'track' };
    case 'close':
      return { type: 'close', generation };
    case 'declare':
      return { type: 'declare-track', track: 'tech-lead' };
    case 'assess':
      return selfAssessment(ratings);
    case 'add':
      return evidence('design-doc', 'design-doc');
    case 'handIn':
      return { type: 'submit-portfolio' };
    case 'appoint':
      return { type: 'appoint-panel', reviewers: panelFor(model).people };
    case 'accept':
      return { type: 'accept-panel' };
    case 'review':
      return review(ratings);
    case 'agree':
      return consensus(ratings);
    case 'answer':
      return attest('leads-people');
    case 'approve':
      return signOff(state, ladder, 'approve');
    case 'recall':
      return { type: 'recall', reason };
    case 'decline':
      return signOff(state, ladder, 'decline');
    case 'returnToPortfolio':
      return returnTo(state, ladder, 'portfolio', 'requirement.design-doc');
    case 'returnToCalibration':
      return returnTo(state, ladder, 'calibration', 'rating.tests');
    case 'lend':
      return { type: 'delegate', slots: [slotIds.head], to: helper, from: null, until: daysAfter(now, 80), reason };
    case 'endLending':
      return { type: 'end-delegation', to: helper };
    case 'replaceHead':
      return { type: 'reassign', slot: slotIds.head, to: spare, reason };
    case 'lapse':
      return { type: 'remind', generation };
    case 'withdraw':
      return { type: 'withdraw', reason };
    case 'cancel':
      return { type: 'cancel', reason };
    case 'appeal':
      return { type: 'appeal', ground: 'procedure', statement: reason, against: null };
    case 'recuse':
      return { type: 'recuse', reason };
    case 'declareConflict':
      return { type: 'declare-conflict', reason };
    case 'objectToReviewer':
      return { type: 'raise-objection', slot: slotIds.reviewer, ground: 'other', reason };
    case 'objectToPeer':
      return { type: 'raise-objection', slot: slotIds['peer-1'], ground: 'conflict', reason };
    case 'objectToLead':
      return { type: 'raise-objection', slot: slotIds.lead, ground: 'conflict', reason };
    case 'keep':
      return { type: 'answer-objection', objection: firstOpen(model), answer: 'keep', to: null, reason };
    case 'replace':
      return { type: 'answer-objection', objection: firstOpen(model), answer: 'replace', to: null, reason };
    case 'replaceByName':
      return { type: 'answer-objection', objection: firstOpen(model), answer: 'replace', to: insteadIn(model), reason };
    case 'uphold': {
      const { reviewer, lead, ...panel } = secondPanel;
      const reviewers = [reviewer, panel['peer-1'], panel['peer-2']];
      return { type: 'decide-appeal', decision: 'uphold', reason, reviewers, lead };
    }
    case 'upholdEnd':
      return { type: 'decide-appeal', decision: 'uphold', reason, reviewers: [], lead: null };
    case 'dismiss':
      return { type: 'decide-appeal', decision: 'dismiss', reason, reviewers: [], lead: null };
  }
}

/** The id of the first objection that nobody has answered. */
const firstOpen = (model: Model) => {
  const asked = openObjection(model);
  return `o${asked ? model.objections.indexOf(asked) + 1 : 1}`;
};

const daysAfter = (now: string, days: number) => new Date(Date.parse(now) + days * 24 * 3600 * 1000).toISOString();

/** How many commands were tried and done in all runs, and how often each step was done. */
export const counts = { tried: 0, done: 0, steps: new Map<Step, number>() };

/** One try: a person or the system takes a step, even if they are not allowed to. The model says what must happen. */
class Try implements fc.AsyncCommand<Model, Real> {
  readonly #step: Step;
  readonly #who: string | null;

  constructor(step: Step, who: string | null) {
    this.#step = step;
    this.#who = who;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    const rule: Rule = rules[this.#step];
    counts.tried++;
    const expected = rule.may(model, this.#who);
    const did = await this.#take(model, real);
    if (did !== expected)
      throw new Error(`${this}: the decider ${did ? 'lets' : 'does not let'} them, and the model says otherwise`);
    if (!did) return;
    counts.done++;
    counts.steps.set(this.#step, (counts.steps.get(this.#step) ?? 0) + 1);
    rule.does(model, this.#who ?? '');
    noteReaders(model);
    const [is, must] = [seenIn(real.state(), real.now()), shown(model)];
    if (JSON.stringify(is) !== JSON.stringify(must))
      throw new Error(`after ${this} the case is ${JSON.stringify(is)}, and the model ${JSON.stringify(must)}`);
  }

  #take(model: Model, real: Real): boolean | Promise<boolean> {
    const [step, who] = [this.#step, this.#who];
    if (isCorrection(step)) {
      const second = step === 'correct' ? otherOfHr(who) : director;
      return real.correct(who ?? '', second, model.outcome === 'promoted' ? 'not-promoted' : 'promoted');
    }
    const command = commandOf(step, model, real.state(), real.now());
    return step === 'lapse' ? real.actLate(command) : real.act(who, command);
  }

  toString(): string {
    return `${this.#who ?? 'the system'} ${this.#step}`;
  }
}

/** A random step that the model allows. Most move the case on; one in eight is a return, a decline and the like. */
class Next implements fc.AsyncCommand<Model, Real> {
  readonly #which: number;
  #took = 'nothing';

  constructor(which: number) {
    this.#which = which;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, real: Real): Promise<void> {
    const steps = Object.keys(rules) as Step[];
    const onwards = steps.filter((step) => weights[step] === undefined || rareOnwards.includes(step));
    const aside = steps.filter((step) => !onwards.includes(step) && !ending.includes(step));
    const allowed = (among: Step[]) =>
      among.flatMap((step) => {
        const who = limited.includes(step) || isOfSystem(step) ? (own[step] ?? []) : everybody;
        const may = who.filter((one) => rules[step].may(model, one));
        return may.length > 0 ? [new Try(step, may[this.#which % may.length] ?? null)] : [];
      });
    const [rare, usual] = [this.#which % 8 === 0 ? allowed(aside) : [], allowed(onwards)];
    const could = rare.length > 0 ? rare : usual;
    const chosen = could[Math.floor(this.#which / 8) % Math.max(1, could.length)];
    this.#took = String(chosen);
    await chosen?.run(model, real);
  }

  toString(): string {
    return `next: ${this.#took}`;
  }
}

/** The parts of a case that the model also has, in the same shape as `shown`. */
function seenIn({ head }: Case, now: string) {
  const slotOf = (id: string) => slots.find((slot) => slotIds[slot] === id) as Slot;
  return {
    stage: head.stage,
    isOpen: head.status === 'open',
    attempt: head.attempt,
    outcome: head.outcome,
    holders: slots.map((slot) => head.slots.find((one) => one.id === slotIds[slot])?.personId ?? null),
    reviewed: head.reviews.map((one) => `${slotOf(one.slot)} ${one.by}`).sort(),
    isRevealed: head.revealed,
    isSealed: head.sealed !== null,
    hasConsensus: head.consensus !== null,
    isAnswered: head.attestations.length > 0,
    approved: head.signOffs
      .flatMap((one) => (one.stands && one.decision === 'approve' ? [slotOf(one.slot)] : []))
      .sort(),
    lent: head.delegations.map((one) => `${one.by} ${one.to}`),
    waiting: head.slots.flatMap((one) => (one.openFrom && one.openFrom > now ? [slotOf(one.id)] : [])).sort(),
    objections: head.objections.map((one) => [slotOf(one.slot), one.ground === 'conflict', one.answer]),
    conflicts: [...head.conflicts].sort(),
    past: [...head.past].sort(),
    keptOffers: [...(head.keptOffers ?? [])].sort(),
    hrActs: [...(head.hrActs ?? [])].sort(),
  };
}

function shown(model: Model) {
  const reviewed = Object.entries(model.reviewed).map(([slot, by]) => `${slot} ${by}`);
  return {
    stage: model.stage,
    isOpen: model.stage === 'closing' || model.stage === 'closed' ? false : model.isOpen,
    attempt: model.attempt,
    outcome: model.outcome,
    holders: slots.map((slot) => model.holders[slot]),
    reviewed: reviewed.sort(),
    isRevealed: model.isRevealed,
    isSealed: model.isSealed,
    hasConsensus: model.hasConsensus,
    isAnswered: model.isAnswered,
    approved: [...model.approved].sort(),
    lent: model.lent.map((one) => `${one.by} ${one.to}`),
    waiting: [...model.waiting].sort(),
    objections: model.objections.map((one) => [one.slot, one.isConflict, one.answer]),
    conflicts: [...new Set(model.conflicts)].sort(),
    past: [...new Set(model.past)].sort(),
    keptOffers: [...new Set(model.keptOffers)].sort(),
    hrActs: [...model.hrActed].sort(),
  };
}

const everybody = [
  engineer,
  'tess-lead',
  'omar-odc',
  'hana-head',
  'pia-peer',
  'paul-peer',
  helper,
  spare,
  ...hrPeople,
  ...Object.values(secondPanel),
  director,
];
/** Whoever could leave the case: the leads of the calibration stay. */
const leaving = ['tess-lead', 'tara-lead', 'hana-head', 'dario-director', spare, ...peerPeople];
const own: Partial<Record<Step, (string | null)[]>> = {
  open: [null],
  close: [null],
  lapse: [null],
  appoint: ['omar-odc', 'olga-odc', 'dario-director'],
  agree: ['omar-odc', 'olga-odc', 'dario-director'],
  keep: [hr, 'omar-odc', 'olga-odc'],
  replace: [hr, 'omar-odc', 'olga-odc'],
  replaceByName: [hr, 'omar-odc', 'olga-odc'],
  answer: ['tess-lead', 'tara-lead', 'dario-director'],
  review: ['tess-lead', 'tara-lead', 'dario-director', ...peerPeople],
  approve: ['omar-odc', 'hana-head', helper, spare],
  lend: ['hana-head', spare],
  recuse: leaving,
  declareConflict: [...leaving, helper],
  dismiss: [...hrPeople, director],
  uphold: [...hrPeople, director],
  upholdEnd: [...hrPeople, director],
  correct: hrPeople,
  correctWithDirector: hrPeople,
};
/** How often a step is tried compared with the others. Steps that end a case are rare, or no run would get far. */
const weights: Partial<Record<Step, number>> = {
  withdraw: 2,
  cancel: 4,
  lapse: 8,
  decline: 20,
  returnToPortfolio: 20,
  returnToCalibration: 20,
  open: 160,
  review: 80,
  lend: 15,
  replaceHead: 10,
  recuse: 6,
  declareConflict: 12,
  objectToReviewer: 10,
  objectToPeer: 20,
  objectToLead: 5,
  keep: 20,
  replace: 20,
  replaceByName: 20,
  dismiss: 40,
  uphold: 120,
  upholdEnd: 120,
};

/** Steps that have a weight, and move a case on. */
const rareOnwards: Step[] = ['review', 'open', 'keep', 'replace', 'replaceByName'];
/** Steps after which little can happen any more, such as an appeal that HR may decide. They are left to chance. */
const ending: Step[] = ['withdraw', 'cancel', 'lapse', 'replaceHead', 'dismiss'];
/** Steps that only the people named for them try. */
const limited: Step[] = ['recuse', 'declareConflict'];

/** Whether only the system takes a step. People have no such command. */
const isOfSystem = (step: Step) => own[step]?.[0] === null;

/** Any step by any person, but more often by a person who can take it. */
const aTry = fc.oneof(
  ...(Object.keys(rules) as Step[]).map((step) => {
    const likely = fc.constantFrom(...(own[step] ?? [engineer, hr]));
    // The leads of the calibration stay.
    const who =
      isOfSystem(step) || limited.includes(step)
        ? likely
        : fc.oneof({ weight: 4, arbitrary: likely }, { weight: 1, arbitrary: fc.constantFrom(...everybody) });
    return { weight: weights[step] ?? 40, arbitrary: who.map((one) => new Try(step, one)) };
  }),
);

/** A sequence of tries. */
export const tries = fc.commands([aTry, fc.nat(9999).map((which) => new Next(which))], {
  maxCommands: 200,
  size: 'max',
});
