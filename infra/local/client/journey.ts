import type { CommandOf, PersonCommand } from '#shared/contract/commands.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Ratings } from '#shared/contract/score.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { must, type Send } from './client.ts';

/** Plays a case through the HTTP API. Each step of a case from L2 to L3 is one function with sample content. */

/** The people who act in the case, by id. */
interface Cast {
  engineer: string;
  techLead: string;
  odcLead: string;
}

export interface Journey {
  send: Send;
  /** A bearer token for a person, given by id or by role. */
  tokenOf: (who: string) => Promise<string>;
  ladder: PublishedLadder;
  transition: string;
  cast: Cast;
  caseId: string;
  /** The current day, for dates in the evidence. */
  today: Date;
  /** Called after each step. */
  onStep?: (step: Step) => void;
  /** Moves the clock forward to a day. Without it, the clock stays, and a step that must wait for a day is refused. */
  advanceTo?: (day: string) => Promise<void>;
}

/** A step of a person, and the stage of the case after it. */
export interface Step {
  who: string;
  what: string;
  stage: string;
  outcome: string | null;
}

/**
 * Lets an engineer open their own case. By default the case is from L2 to L3 on the Software Engineer Track. Returns
 * what the steps need.
 */
export async function beginJourney(
  from: Omit<Journey, 'ladder' | 'transition' | 'cast' | 'caseId'> & {
    engineer: string;
    ladderId?: string;
    transition?: string;
    cycleId?: string;
  },
): Promise<Journey> {
  const { send, tokenOf, engineer, onStep, ladderId = 'software-engineer-track', transition = 'L2-L3' } = from;
  const token = await tokenOf(engineer);
  const ladder = await must<PublishedLadder>(send, 'GET', `/api/ladders/${ladderId}`, { token });
  const { cycleId = null } = from;
  const body = { engineerId: engineer, ladderId, transition, cycleId };
  const opened = await must<{ id: string; stage: string }>(send, 'POST', '/api/cases', { token, body });
  const view = await must<CaseView>(send, 'GET', `/api/cases/${opened.body.id}`, { token });
  const holder = (slot: string) => holderOf(view.body, slot) ?? '';
  onStep?.({ who: engineer, what: 'open-case', stage: opened.body.stage, outcome: null });
  return {
    ...from,
    ladder: ladder.body,
    transition,
    caseId: opened.body.id,
    cast: { engineer, techLead: holder('calibration.tech-lead'), odcLead: holder('sign-off.odc-lead') },
  };
}

/** The holder of a slot. Null if the slot is vacant. */
export function holderOf(view: CaseView, slot: string): string | null {
  return view.participants.find((one) => one.slot === slot)?.personId ?? null;
}

/** The case as the person `who` sees it now. */
export async function viewAs({ send, tokenOf, caseId }: Journey, who: string): Promise<CaseView> {
  return (await must<CaseView>(send, 'GET', `/api/cases/${caseId}`, { token: await tokenOf(who) })).body;
}

/** Sends a command of the person `who`. Throws if it is refused. */
export async function act(journey: Journey, who: string, command: PersonCommand, headers: Record<string, string> = {}) {
  const { send, tokenOf, caseId, onStep } = journey;
  const path = `/api/cases/${caseId}/commands`;
  const { body } = await must<{ stage: string; outcome: string | null }>(send, 'POST', path, {
    token: await tokenOf(who),
    body: command,
    headers,
  });
  onStep?.({ who, what: command.type, stage: body.stage, outcome: body.outcome });
}

/** Rates every dimension with the same step, and those of Technical Mastery one step higher. */
function ratingsOf(ladder: PublishedLadder, step: number): Ratings {
  return Object.fromEntries(
    ladder.competencies.flatMap(({ id, dimensions }) =>
      dimensions.map((dimension) => [dimension.id, id === 'technical-mastery' ? step + 1 : step]),
    ),
  );
}

export async function assessThemselves(journey: Journey): Promise<void> {
  await act(journey, journey.cast.engineer, {
    type: 'submit-self-assessment',
    ratings: ratingsOf(journey.ladder, 3),
    notes: { debugging: 'I led the hunt for the stuck export jobs and wrote down how to see it coming.' },
  });
}

/** The tech lead's review and both attestations. `step` is the rating of most dimensions. */
export async function calibrate(journey: Journey, step = 3): Promise<void> {
  const { techLead } = journey.cast;
  const answer = step >= 3 ? 'yes' : 'no';
  await act(journey, techLead, {
    type: 'attest',
    attestation: 'owns-a-module',
    answer,
    note:
      answer === 'yes'
        ? 'Decides on changes to the payments module and answers for its releases.'
        : 'Works on the payments module, but another person still decides on its changes.',
    evidence: [],
  });
  await act(journey, techLead, {
    type: 'attest',
    attestation: 'mentoring-readiness',
    answer,
    note:
      answer === 'yes'
        ? 'Two juniors go to them first, and come back with better questions.'
        : 'Juniors do not come to them for help yet.',
    evidence: [],
  });
  await act(journey, techLead, {
    type: 'submit-review',
    ratings: ratingsOf(journey.ladder, step),
    notes: {
      'scope-of-design':
        step >= 3
          ? 'The refund flow was designed and carried through by them alone.'
          : 'The refund flow was designed together with a senior colleague.',
    },
    antiSignals: [],
    comment:
      step >= 3
        ? 'A year of dependable work on hard problems, and a calmer team around it.'
        : 'A year of dependable work, with help on the hard problems.',
  });
}

type Evidence = Omit<CommandOf<'add-evidence'>, 'type' | 'note'>;

function evidenceFor(today: Date): Evidence[] {
  const daysAgo = (days: number) => new Date(today.getTime() - days * 24 * 3600 * 1000).toISOString().slice(0, 10);
  return [
    {
      requirement: 'adr-or-design-doc',
      kind: 'adr',
      title: 'Refunds as their own state machine',
      url: 'https://docs.example.com/adr/17',
      fields: { feature: 'Refunds' },
      shows: ['scope-of-design', 'adr-and-documentation', 'pattern-selection'],
      workedOn: daysAgo(200),
      project: 'Payments',
      seenBy: '',
    },
    {
      requirement: 'module-ownership',
      kind: 'module-ownership',
      title: 'Owner of the payments module',
      url: 'https://docs.example.com/modules/payments',
      fields: { module: 'Payments', since: daysAgo(280) },
      shows: ['codebase-fluency', 'tech-debt-mgmt'],
      workedOn: daysAgo(10),
      project: 'Payments',
      seenBy: 'The lead of the checkout team',
    },
    {
      requirement: 'p1-postmortem',
      kind: 'postmortem',
      title: 'Double charges on 3G networks',
      url: 'https://docs.example.com/postmortems/41',
      fields: { module: 'Payments', severity: 'P1', occurredOn: daysAgo(120) },
      shows: ['debugging', 'defect-and-root-cause', 'experimentation-and-validation'],
      workedOn: daysAgo(118),
      project: 'Payments',
      seenBy: 'The engineer on call that night',
    },
    {
      requirement: 'mentoring',
      kind: 'pr-review-at-scale',
      title: 'Reviews in the payments and checkout repositories',
      url: 'https://code.example.com/reviews?by=me',
      fields: { reviewsPerWeek: 12, designLevelPerWeek: 4, weeks: 14 },
      shows: ['review-discipline', 'setting-the-technical-bar', 'coaching-breadth'],
      workedOn: daysAgo(5),
      project: 'Checkout',
      seenBy: 'Two junior engineers of the team',
    },
  ];
}

export async function addEvidence(journey: Journey): Promise<void> {
  for (const evidence of evidenceFor(journey.today))
    await act(journey, journey.cast.engineer, { type: 'add-evidence', note: '', ...evidence });
}

export async function handInPortfolio(journey: Journey): Promise<void> {
  await addEvidence(journey);
  await act(journey, journey.cast.engineer, { type: 'submit-portfolio' });
}

type SignOff = CommandOf<'sign-off'>;

/** Sends a signer's decision on the current state of the case; see `signature`. */
export async function sign(journey: Journey, who: string, ...decision: Decision): Promise<void> {
  const { command, headers } = await signature(journey, who, ...decision);
  await act(journey, who, command, headers);
}

type Decision = [
  decision: SignOff['decision'],
  comment: string,
  more?: Partial<Pick<SignOff, 'exceptionReasons' | 'declineReasons' | 'returns'>>,
];

/**
 * The request of a signer who decides on the current state of the case. A decline gives a reason for the first
 * criterion that is not met, unless `more` gives other reasons. For a return, `more` says what to change.
 */
export async function signature(
  journey: Journey,
  who: string,
  ...[decision, comment, more = {}]: Decision
): Promise<{ command: SignOff; headers: Record<string, string> }> {
  const { body, headers } = await readToSign(journey, who);
  const { seen, criteria } = body;
  if (!seen) throw new Error(`${who} has nothing to sign: the case stands at ${body.stage}`);
  const criterion = criteria?.find((one) => one.verdict !== 'pass') ?? criteria?.[0];
  const declineReasons =
    decision === 'decline' && criterion
      ? { [criterion.id]: { reason: comment, wouldChange: 'The same work shown over two more quarters.' } }
      : {};
  return {
    command: {
      type: 'sign-off',
      decision,
      comment,
      seen,
      exceptionReasons: {},
      declineReasons,
      returns: null,
      ...more,
    },
    headers: { 'if-match': headers.get('etag') ?? '' },
  };
}

/** Waits until the sign-off is open, and gives the case as the signer sees it. */
async function readToSign({ send, tokenOf, caseId }: Journey, who: string) {
  const token = await tokenOf(who);
  for (let at = 0; ; at++) {
    const read = await must<CaseView>(send, 'GET', `/api/cases/${caseId}`, { token });
    if (read.body.openedAt !== null || read.body.stage !== 'sign-off' || at === 100) return read;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export async function withdraw(journey: Journey): Promise<void> {
  await act(journey, journey.cast.engineer, {
    type: 'withdraw',
    reason: 'I am moving to another team in spring and would rather begin there.',
  });
}

/** Waits until the case is closed, and gives it as the engineer sees it. */
export async function closed(journey: Journey): Promise<CaseView> {
  const token = await journey.tokenOf(journey.cast.engineer);
  for (let at = 0; at < 200; at++) {
    const { body } = await must<CaseView>(journey.send, 'GET', `/api/cases/${journey.caseId}`, { token });
    if (body.stage === 'closed') return body;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('The case was decided and did not close within five seconds');
}
