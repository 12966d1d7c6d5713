import type { CaseEvent } from '#shared/contract/events.ts';
import { broken } from '#test/case/invariants.ts';
import { faultsOfExecution, faultsOfStored, storedOf } from '#test/reliability/support/stored-case.ts';
import { softwareEngineerTrack as ladder } from '#test/support/ladders.ts';
import type { ShakyWorld } from './shaky-world.ts';

const yearMs = 365 * 24 * 3600 * 1000;

/** What happened to a population. */
export interface Report {
  cases: number;
  /** How long cases were open, summed up, in years. */
  caseYears: number;
  commands: number;
  /** How often HR found nobody for a part, and ended the case. */
  deadEnds: number;
  killed: number;
  events: number;
  outcomes: Record<string, number>;
  /** The number of events of each type. */
  turns: Record<string, number>;
  /** All faults found. The test expects none. */
  faults: string[];
  /** How many days it took to close the last case, once everyone acted without delay. */
  daysToEnd: number;
}

/** Counts what is in the table at the end, and looks for faults in it. */
export function reportOf(world: ShakyWorld, daysToEnd: number): Report {
  const report: Report = {
    cases: 0,
    caseYears: 0,
    commands: world.commands,
    deadEnds: world.deadEnds,
    killed: world.killed,
    events: 0,
    outcomes: {},
    turns: {},
    faults: [],
    daysToEnd,
  };
  const items = world.table.all();
  for (const { id } of world.heads()) {
    const stored = storedOf(items, id);
    if (!stored) continue;
    const { head, events } = stored;
    report.cases += 1;
    report.events += events.length;
    for (const event of events) {
      const turn = event.type === 'signed-off' ? `signed-off ${event.data.decision}` : event.type;
      report.turns[turn] = (report.turns[turn] ?? 0) + 1;
    }
    report.caseYears +=
      (Date.parse(head.status === 'closed' ? head.closedAt : head.createdAt) - Date.parse(head.createdAt)) / yearMs;
    report.outcomes[head.outcome ?? 'open'] = (report.outcomes[head.outcome ?? 'open'] ?? 0) + 1;
    const faults = [
      ...(head.stage === 'closed' ? [] : [`it stands at ${head.stage} of ${head.transition}`]),
      ...faultsOfStored(stored, ladder),
      ...faultsOfExecution(stored, world.machine),
      ...broken({ head, bodies: stored.bodies }, events, ladder),
      ...lostOrDoubled(events, world.acknowledged.get(id) ?? []),
    ];
    report.faults.push(...faults.map((fault) => `${id}: ${fault}`));
  }
  return report;
}

/** Compares the events of people with the commands that were acknowledged. */
function lostOrDoubled(events: readonly CaseEvent[], acknowledged: readonly string[]): string[] {
  const recorded = events
    .filter((event) => event.actor.personId !== null && event.type !== 'stage-carried-over')
    // The first question about a piece comes with the portfolio.
    .filter((event) => event.type !== 'adoption-asked' || event.data.turn > 1)
    .map((event) => `${event.type} ${event.actor.personId}`)
    .sort();
  const expected = [...acknowledged].sort();
  if (String(recorded) === String(expected)) return [];
  return [`recorded: ${recorded.join(', ')}; acknowledged: ${expected.join(', ')}`];
}
