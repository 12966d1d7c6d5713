import type { Command, PersonCommand } from '#shared/contract/commands.ts';
import { type PersonCommandType, peer } from '#shared/contract/names.ts';
import { mayNot } from '#shared/domain/case/commands/rights.ts';
import { unlockable } from '#shared/domain/case/progress/unlockable.ts';
import { transitionOf } from '#shared/domain/case/state/path.ts';
import { attest, consensus, evidence, returnTo, review, selfAssessment, signOff } from '#test/support/commands.ts';
import { contextOf, late, now, type Option, type Setting, type State } from './state.ts';

const reason = 'There is one.';
const ratings = { tests: 5 };

/**
 * Every command that can be tried in a state, by every person who could give it and with every person it could name.
 * The texts of the commands are valid. The decider says whether a command is allowed.
 */
export function optionsOf(setting: Setting, state: State): Option[] {
  const { head } = state.case;
  const all = [...engineerOptions(setting, state), ...decidingOptions(setting, state), ...turns(setting, state)];
  const context = contextOf(setting, state.gone, now);
  const may = new Map<string, boolean>();
  // The right to give a command does not depend on its content, so each person and type is checked only once.
  const mayTry = ({ who, command: { type }, at }: Option) => {
    const key = `${who} ${type}`;
    if (who === null || at !== undefined) return true;
    const known = may.get(key);
    if (known !== undefined) return known;
    const person = context.people[who ?? ''];
    const answer = person !== undefined && mayNot(head, type as PersonCommandType, person, context) === null;
    may.set(key, answer);
    return answer;
  };
  return [...systemOptions(state), ...all.filter(mayTry)];
}

function systemOptions({ case: { head } }: State): Option[] {
  const { generation, stage } = head;
  const tries: { command: Command; at?: string }[] = [
    ...(stage === 'closing' ? [{ command: { type: 'close', generation } as Command }] : []),
    { command: { type: 'remind', generation }, at: late },
    { command: { type: 'resettle' } },
  ];
  return tries.map((one) => ({ who: null, ...one }));
}

function engineerOptions({ engineerId, ladder }: Setting, { case: state }: State): Option[] {
  const { head } = state;
  const tracks = transitionOf(ladder, head).tracks;
  const commands: PersonCommand[] = [
    ...tracks.map((track) => ({ type: 'declare-track', track }) as const),
    selfAssessment(ratings),
    { type: 'submit-portfolio' },
    { type: 'withdraw', reason },
    { type: 'accept-panel' },
    { type: 'confirm-track', decision: 'stay', reason },
  ];
  const piece = evidence('design-doc', 'design-doc');
  const pieces: PersonCommand[] =
    Object.keys(head.evidence).length === 0
      ? [piece]
      : head.returned
        ? [{ ...piece, type: 'amend-evidence', evidence: 'e1' }]
        : [];
  // A second change after a return makes no difference, so only the first is tried.
  const isAmended = (head.evidence.e1 ?? 0) > (head.returned?.seq ?? 0);
  const options = [...commands, ...(head.returned && isAmended ? [] : pieces)].map((command) => ({
    who: engineerId,
    command,
  }));
  return [...options, { who: engineerId, command: { type: 'confirm-track', decision: 'change', reason }, at: late }];
}

function decidingOptions(setting: Setting, { case: state }: State): Option[] {
  const { ladder, people } = setting;
  const { head } = state;
  const ids = people.map((one) => one.id);
  switch (head.stage) {
    case 'calibration':
      return ids.flatMap((who) =>
        [review(ratings), amend, consensus(ratings), attest('leads-people'), attest('delivers-alone')].map(
          (command) => ({
            who,
            command,
            isTurn: command === amend && head.returned === null,
          }),
        ),
      );
    case 'attestation':
      return ids.flatMap((who) =>
        ['talk-with-tech-lead', 'talk-with-odc-lead'].map((id) => ({ who, command: attest(id) })),
      );
    case 'sign-off': {
      const approve = signOff(state, ladder, 'approve');
      const decline = signOff(state, ladder, 'decline');
      return ids.flatMap((who) => [
        { who, command: approve, seatFree: true },
        { who, command: approve, seatFree: false },
        { who, command: decline },
        { who, command: { type: 'recall', reason }, isTurn: true },
        ...returns(setting, state).map((command) => ({ who, command, isTurn: true })),
      ]);
    }
    case 'closed':
      return [
        { ground: 'procedure', against: null } as const,
        { ground: 'evidence', against: null } as const,
        ...ids.map((against) => ({ ground: 'conflict', against }) as const),
      ].map((how) => ({
        who: setting.engineerId,
        command: { type: 'appeal', statement: reason, ...how },
        isTurn: how.ground !== 'procedure',
      }));
    case 'appeal':
      return ids.flatMap((who) => [
        { who, command: { type: 'decide-appeal', decision: 'dismiss', reason, reviewers: [], lead: null } },
        ...panelsFor(setting, state.head.slots.filter((slot) => slot.part === 'reviewer').length, hasLead(state)).map(
          (panel) => ({
            who,
            command: { type: 'decide-appeal', decision: 'uphold', reason, ...panel } as const,
          }),
        ),
      ]);
    default:
      return [];
  }
}

const amend: PersonCommand = { ...review(ratings), type: 'amend-review', reason } as PersonCommand;
const hasLead = ({ head }: State['case']) => head.slots.some((slot) => slot.part === 'lead');

/** A return to each stage that unlocks everything in it. */
function returns({ ladder }: Setting, state: State['case']): PersonCommand[] {
  const all = unlockable(state, ladder);
  return (['self-assessment', 'portfolio', 'calibration'] as const).flatMap((stage) => {
    const ids = all.filter((one) => one.stage === stage).map((one) => one.id);
    return ids.length > 0 ? [returnTo(state, ladder, stage, ...ids)] : [];
  });
}

/**
 * Panels for an appeal. The first one has the last people of the setting, who are there for this. In each of the
 * others, one place is taken by another person.
 */
function panelsFor({ people }: Setting, reviewers: number, hasLead: boolean) {
  const ids = people.map((one) => one.id);
  const fresh = ids.slice(-(reviewers + (hasLead ? 1 : 0)));
  const lists = [
    fresh,
    ...fresh.flatMap((_, at) => ids.map((id) => fresh.map((one, place) => (place === at ? id : one)))),
  ];
  return lists.map((list) => ({ reviewers: list.slice(0, reviewers), lead: hasLead ? (list.at(-1) ?? null) : null }));
}

/** Unusual commands, such as those that bring people into a case or take them out of it. */
function turns({ people, engineerId }: Setting, { case: { head }, gone }: State): Option[] {
  if (['closing', 'closed', 'appeal'].includes(head.stage)) return [];
  const ids = people.map((one) => one.id);
  const holders = [...new Set(head.slots.flatMap((slot) => slot.personId ?? []))];
  const hr = people.filter((one) => one.roles.includes('hr')).map((one) => one.id);
  const lead = head.slots.find((slot) => slot.part === 'lead')?.personId;
  const answered = head.objections.length;
  const who = (whos: string[], commands: PersonCommand[], isTurn = true): Option[] =>
    whos.flatMap((one) => commands.map((command) => ({ who: one, command, isTurn })));
  const vacant = head.slots.filter((slot) => slot.role === peer && !slot.personId).length;
  const pairs =
    vacant === 2 ? ids.flatMap((one, at) => ids.slice(at + 1).map((other) => [one, other])) : ids.map((one) => [one]);
  return [
    ...(lead && vacant > 0
      ? pairs.map((reviewers) => ({
          who: lead,
          command: { type: 'appoint-panel', reviewers } as const,
          isTurn: !reviewers.every((one) => one.endsWith('-peer')),
        }))
      : []),
    // A person leaves the company, and the directory tells the case.
    ...holders
      .filter((leaves) => !gone.includes(leaves))
      .map((leaves) => ({ who: null, command: { type: 'resettle' } as const, leaves, isTurn: true })),
    ...who(holders, [
      { type: 'recuse', reason },
      { type: 'declare-conflict', reason },
    ]),
    ...who(
      hr,
      head.slots.flatMap((slot) => ids.map((to) => ({ type: 'reassign', slot: slot.id, to, reason }) as const)),
    ),
    ...holders.flatMap((holder) => {
      const own = head.slots.filter((slot) => slot.personId === holder).map((slot) => slot.id);
      const lots = own.length > 1 ? [...own.map((id) => [id]), own] : [own];
      return who(
        [holder],
        lots.flatMap((slots) =>
          ids.map(
            (to) => ({ type: 'delegate', slots, to, from: now, until: late.replace('2027', '2026'), reason }) as const,
          ),
        ),
      );
    }),
    ...who(
      [engineerId],
      head.slots.flatMap((slot) =>
        (['conflict', 'other'] as const).map(
          (ground) => ({ type: 'raise-objection', slot: slot.id, ground, reason }) as const,
        ),
      ),
    ),
    ...(head.objections.some((one) => one.answer === null)
      ? who(
          [...hr, ...holders],
          [null, ...ids].flatMap((to) =>
            (['keep', 'replace'] as const).map(
              (answer) => ({ type: 'answer-objection', objection: `o${answered}`, answer, to, reason }) as const,
            ),
          ),
          false,
        )
      : []),
    ...who(hr, [{ type: 'cancel', reason }], false),
    ...who(holders, [{ type: 'waive-requirement', requirement: 'design-doc', reason, instead: reason }]),
  ];
}
