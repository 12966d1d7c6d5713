import type { EvidenceKind } from '#shared/contract/ladder-requirements.ts';
import { type CaseStage, hrDesk } from '#shared/contract/names.ts';
import type { Ratings } from '#shared/contract/score.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { findTransition } from '#shared/domain/case/state/path.ts';
import { ratedLevelOf } from '#shared/domain/ladder/descriptors.ts';
import { confirmAll, confirmerFor } from './confirmers.ts';
import { act, closed, type Journey, sign, viewAs } from './journey.ts';
import { panelFor } from './panel.ts';
import { daysBefore, sampleValue } from './sample-value.ts';

/**
 * Takes every owed step of a case for all its people, until the stage `upTo` is open or the case is closed. Returns the
 * case as the engineer sees it. Everyone rates what the level rated against expects, answers yes and approves, and the
 * engineer objects to nobody. So every path of every ladder ends well.
 */
export async function takeTurns(journey: Journey, upTo: CaseStage = 'closed'): Promise<CaseView> {
  for (let at = 0; at < 400; at++) {
    const view = await viewAs(journey, 'hr');
    if (view.stage === upTo && view.openedAt !== null) return viewAs(journey, journey.cast.engineer);
    if (view.stage === 'closing' || view.stage === 'closed') return closed(journey);
    const [turn] = view.turns;
    if (turn && view.openedAt !== null) await takeTurn(journey, view, turn);
    else await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Case ${journey.caseId} did not come to its end`);
}

type Turn = CaseView['turns'][number];

/** Takes one owed step, from the list of steps that HR sees. */
async function takeTurn(journey: Journey, view: CaseView, { personId, type, attestation }: Turn): Promise<void> {
  const { engineer } = journey.cast;
  // Any person of HR can act for the HR desk.
  const who = personId === hrDesk ? 'hr' : personId;
  switch (type) {
    case 'declare-track':
      return act(journey, who, { type, track: view.tracks[0] ?? '' });
    case 'submit-self-assessment':
      return act(journey, who, { type, ratings: expectedRatings(journey), notes: {} });
    case 'submit-portfolio':
      await addWhatIsOwed(journey, view);
      await act(journey, who, { type });
      return confirmAll(journey);
    case 'appoint-panel':
      return act(journey, who, { type, reviewers: await panelFor(journey, view) });
    case 'attest':
      return act(journey, who, {
        type,
        attestation: attestation ?? '',
        answer: 'yes',
        note: 'I have seen it in the last two quarters.',
        evidence: [],
      });
    case 'submit-review':
      if (view.participants.some((one) => one.personId === who && one.openFrom)) await acceptPanel(journey);
      return review(journey, who);
    case 'record-consensus':
      return agree(journey, who);
    case 'waive-window':
      return act(journey, who, {
        type,
        answer: 'waive',
        cycleId: null,
        reason: 'The review of the year was put off for the whole team.',
      });
    case 'sign-off':
      return sign(journey, who, 'approve', 'The evidence is there, and I have seen the work myself.');
    case 'confirm-track':
      // At noon in UTC the day has begun in every zone of an ODC west of it too.
      await journey.advanceTo?.(`${view.confirmableFrom ?? ''}T12:00:00.000Z`);
      return act(journey, engineer, { type, decision: 'change', reason: 'I have found my place there.' });
    default:
      throw new Error(`Nobody has said how to take the step ${type}`);
  }
}

/** Lets the engineer accept the panel, if they can. Then the reviews need not wait for the objection period. */
async function acceptPanel(journey: Journey): Promise<void> {
  const { engineer } = journey.cast;
  const { actions } = await viewAs(journey, engineer);
  if (actions.some((one) => one.type === 'accept-panel' && one.allowed))
    await act(journey, engineer, { type: 'accept-panel' });
}

/** Sends a review with the ratings that the level rated against expects. `but` gives other ratings. */
export function review(journey: Journey, who: string, but: Ratings = {}): Promise<void> {
  return act(journey, who, {
    type: 'submit-review',
    ratings: { ...expectedRatings(journey), ...but },
    notes: {},
    antiSignals: [],
    comment: 'Steady work at the next level.',
  });
}

type Settled = Parameters<typeof act>[2] & { type: 'record-consensus' };

/** Records the lead's consensus on the current reviews, with the ratings that the level rated against expects. */
export async function agree(
  journey: Journey,
  who: string,
  { ratings = {}, ...more }: Partial<Pick<Settled, 'ratings' | 'reasons' | 'antiSignals'>> = {},
): Promise<void> {
  const { version } = await viewAs(journey, who);
  const command = {
    type: 'record-consensus' as const,
    ratings: { ...expectedRatings(journey), ...ratings },
    reasons: {},
    antiSignals: [],
    comment: 'We saw the same work, and say the same of it.',
    ...more,
  };
  await act(journey, who, command, { 'if-match': `"${version}"` });
}

/** Rates every dimension with the step that its competency expects at the level rated against. */
export function expectedRatings({ ladder, transition: id }: Journey): Ratings {
  const transition = findTransition(ladder, id);
  if (!transition) throw new Error(`${ladder.id} has no transition ${id}`);
  const level = ratedLevelOf(transition);
  return Object.fromEntries(
    ladder.competencies.flatMap(({ expected, dimensions }) =>
      dimensions.map((dimension) => [dimension.id, expected[level] ?? 1]),
    ),
  );
}

/**
 * Adds every piece of evidence that the portfolio still needs. Each is of the first kind that its requirement accepts.
 */
async function addWhatIsOwed(journey: Journey, view: CaseView): Promise<void> {
  for (const { definition, met, counted } of view.requirements ?? []) {
    const [kind] = definition.oneOf;
    if (met || !kind) continue;
    for (let at = counted.length; at < definition.count; at++)
      await act(journey, journey.cast.engineer, {
        ...sample(journey, definition.id, kind, at),
        ...(kind.adoption
          ? {
              adoption: { since: daysBefore(journey.today, 60), confirmerId: await confirmerFor(journey, view) },
            }
          : {}),
      });
  }
}

function sample({ ladder, today }: Journey, requirement: string, kind: EvidenceKind, at: number) {
  return {
    type: 'add-evidence' as const,
    requirement,
    kind: kind.id,
    title: kind.title,
    url: `https://docs.example.com/work/${requirement}-${at + 1}`,
    note: '',
    fields: Object.fromEntries(kind.fields.map((field) => [field.id, sampleValue(field, kind, today)])),
    shows: [ladder.competencies[0]?.dimensions[0]?.id ?? ''],
    workedOn: daysBefore(today, 30),
    project: 'Payments',
    seenBy: 'A colleague of the team next door',
  };
}
