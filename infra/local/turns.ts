import type { EvidenceField, EvidenceKind } from '#shared/contract/ladder.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { ratedLevelOf } from '#shared/domain/ladder/descriptors.ts';
import { must } from './client.ts';
import { act, closed, type Journey, sign } from './journey.ts';

/**
 * Takes every step of a case that somebody owes, whoever it is, until the case is closed; gives it as the engineer sees
 * it. Everybody rates what the level rated against expects, answers yes and approves, so any path of any ladder comes to
 * a promotion.
 */
export async function takeTurns(journey: Journey): Promise<CaseView> {
  const token = await journey.tokenOf(journey.cast.engineer);
  for (let at = 0; at < 400; at++) {
    const { body: view } = await must<CaseView>(journey.send, 'GET', `/api/cases/${journey.caseId}`, { token });
    if (view.stage === 'closing' || view.stage === 'closed') return closed(journey);
    const [turn] = view.turns;
    if (turn && view.openedAt !== null) await take(journey, turn);
    else await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Case ${journey.caseId} did not come to its end`);
}

async function take(journey: Journey, { personId, type, attestation }: CaseView['turns'][number]): Promise<void> {
  switch (type) {
    case 'submit-self-assessment':
      return act(journey, personId, { type, ratings: expectedRatings(journey), notes: {} });
    case 'submit-portfolio':
      for (const [requirement, kind] of evidenceOwed(journey))
        await act(journey, personId, sample(journey, requirement, kind));
      return act(journey, personId, { type });
    case 'attest':
      return act(journey, personId, {
        type,
        attestation: attestation ?? '',
        answer: 'yes',
        note: 'I have seen it in the last two quarters.',
        evidence: [],
      });
    case 'submit-review':
      return act(journey, personId, {
        type,
        ratings: expectedRatings(journey),
        notes: {},
        antiSignals: [],
        comment: 'Steady work at the next level.',
      });
    case 'sign-off':
      return sign(journey, personId, 'approve', 'The evidence is there, and I have seen the work myself.');
    default:
      throw new Error(`Nobody has said how to take the step ${type}`);
  }
}

function transitionOf({ ladder, transition }: Journey) {
  const found = ladder.transitions.find((one) => one.id === transition);
  if (!found) throw new Error(`${ladder.id} has no transition ${transition}`);
  return found;
}

/** In every dimension the step that its competency expects of the level rated against. */
function expectedRatings(journey: Journey): Record<string, number> {
  const level = ratedLevelOf(transitionOf(journey));
  return Object.fromEntries(
    journey.ladder.competencies.flatMap(({ expected, dimensions }) =>
      dimensions.map((dimension) => [dimension.id, expected[level] ?? 1]),
    ),
  );
}

/** Each piece that the portfolio asks for, of the first kind that it takes. */
function evidenceOwed(journey: Journey): [requirement: string, kind: EvidenceKind][] {
  return transitionOf(journey).portfolio.flatMap(({ id, count, oneOf: [kind] }) =>
    kind ? Array.from({ length: count }, (): [string, EvidenceKind] => [id, kind]) : [],
  );
}

function sample({ ladder, today }: Journey, requirement: string, kind: EvidenceKind) {
  return {
    type: 'add-evidence' as const,
    requirement,
    kind: kind.id,
    title: kind.title,
    url: 'https://docs.example.com/work',
    note: '',
    fields: Object.fromEntries(kind.fields.map((field) => [field.id, fieldValue(field, kind, today)])),
    shows: [ladder.competencies[0]?.dimensions[0]?.id ?? ''],
    workedOn: daysBefore(today, 30),
    project: 'Payments',
    seenBy: 'A colleague of the team next door',
  };
}

/** A value that passes the checks of its field: a day long ago, a large number, the text asked for. */
function fieldValue({ id, kind }: EvidenceField, { checks }: EvidenceKind, today: Date): string | number {
  if (kind === 'date') return daysBefore(today, 400);
  if (kind === 'number') return 100;
  const check = checks.find((one) => one.field === id && one.kind === 'equals');
  return check?.kind === 'equals' ? check.value : 'Payments';
}

function daysBefore(day: Date, days: number): string {
  return new Date(day.getTime() - days * 24 * 3600 * 1000).toISOString().slice(0, 10);
}
