import type { Command, PersonCommand } from '#shared/contract/commands.ts';
import { correctedTo, type PersonCommandType, peer, type Role } from '#shared/contract/names.ts';
import { startsRound } from '#shared/domain/case/commands/appeal.ts';
import { mayNot } from '#shared/domain/case/commands/rights.ts';
import { unlockable } from '#shared/domain/case/progress/unlockable.ts';
import { assessmentOf } from '#shared/domain/case/state/contents.ts';
import { transitionOf } from '#shared/domain/case/state/path.ts';
import {
  attest,
  consensus,
  evidence,
  returnTo,
  review,
  selfAssessment,
  signOff,
  waiver,
  waiverAnswer,
} from '#test/support/commands.ts';
import { canPropose, changesOf, isByKeepers, isOfRecord } from './records.ts';
import { contextOf, late, now, type Option, peopleOf, type Setting, type State } from './state.ts';

const reason = 'There is one.';
const ratings = { tests: 5 };

/**
 * Every usual or every unusual command that can be tried in a state, by every person who could give it and with every
 * person it could name. The texts of the commands are valid. The decider says whether a command is allowed.
 */
export function optionsOf(setting: Setting, state: State, unusual: boolean): Option[] {
  const { head } = state.case;
  const isTried = ({ isTurn = false, command: { type } }: Option) =>
    isTurn === unusual && (!isTurn || (setting.unusual ? setting.unusual.includes(type) : !isByKeepers({ type })));
  const all = [
    ...engineerOptions(setting, state),
    ...decidingOptions(setting, state),
    ...turns(setting, state),
    ...corrections(setting, state),
    ...(setting.unusual?.some((type) => isByKeepers({ type })) ? recordOptions(setting, state) : []),
    ...leaving(state),
    ...systemOptions(state),
  ].filter(isTried);
  const context = contextOf(setting, state, now);
  const may = new Map<string, boolean>();
  // The right to give a command does not depend on its content, so each person and type is checked only once.
  const mayTry = ({ who, command: { type }, at }: Option) => {
    const key = `${who} ${type}`;
    if (who === null || at !== undefined || isOfRecord({ type }) || type === 'correct-outcome') return true;
    const known = may.get(key);
    if (known !== undefined) return known;
    const person = context.people[who ?? ''];
    const answer = person !== undefined && mayNot(head, type as PersonCommandType, person, context) === null;
    may.set(key, answer);
    return answer;
  };
  return all.filter(mayTry);
}

function systemOptions({ case: { head } }: State): Option[] {
  const { generation, stage } = head;
  const tries: { command: Command; at?: string }[] = [
    ...(stage === 'closing' ? [{ command: { type: 'close', generation } as Command }] : []),
    { command: { type: 'remind', generation }, at: late },
    ...(stage === 'closed' ? [] : [{ command: { type: 'resettle' } as Command }]),
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
  const answer = setting.answer ?? 'yes';
  switch (head.stage) {
    case 'calibration':
      return ids.flatMap((who) =>
        [
          review(ratings),
          amend,
          consensus(ratings),
          attest('leads-people', answer),
          attest('delivers-alone', answer),
        ].map((command) => ({
          who,
          command,
          isTurn: command === amend && head.returned === null,
        })),
      );
    case 'attestation':
      return ids.flatMap((who) =>
        ['talk-with-tech-lead', 'talk-with-odc-lead'].map((id) => ({ who, command: attest(id) })),
      );
    case 'sign-off': {
      const open = assessmentOf(state, ladder).criteria.filter((one) => one.verdict !== 'pass');
      const exceptionReasons = Object.fromEntries(open.map((one) => [one.id, reason]));
      const approve = signOff(state, ladder, 'approve', { exceptionReasons });
      const decline = signOff(state, ladder, 'decline');
      return ids.flatMap((who) => [
        { who, command: approve, seatFree: true },
        { who, command: approve, seatFree: false },
        { who, command: decline },
        { who, command: { type: 'recall', reason }, isTurn: true },
        ...returns(setting, state).map((command) => ({ who, command, isTurn: true })),
      ]);
    }
    case 'exception':
      return ids.flatMap((who) => [
        { who, command: { type: 'decide-exception', decision: 'confirm', reason }, seatFree: true },
        { who, command: { type: 'decide-exception', decision: 'confirm', reason }, seatFree: false },
        { who, command: { type: 'decide-exception', decision: 'refuse', reason } },
        { who, command: { type: 'recall', reason }, isTurn: true },
      ]);
    case 'stopped':
      return ids.flatMap((who) =>
        (['resume', 'end'] as const).map((decision) => ({ who, command: { type: 'decide-stop', decision, reason } })),
      );
    case 'closed':
      return [
        { ground: 'procedure', against: null } as const,
        { ground: 'evidence', against: null } as const,
        ...ids.map((against) => ({ ground: 'conflict', against }) as const),
      ].map((how) => ({
        who: setting.engineerId,
        command: { type: 'appeal', statement: reason, ...how },
        isTurn: how.ground !== 'procedure' || head.outcome !== 'not-promoted',
      }));
    case 'appeal':
      return ids.flatMap((who) => [
        { who, command: { type: 'decide-appeal', decision: 'dismiss', reason, reviewers: [], lead: null } },
        ...panelsFor(setting, state).map((panel) => ({
          who,
          command: { type: 'decide-appeal', decision: 'uphold', reason, ...panel } as const,
        })),
      ]);
    default:
      return [];
  }
}

const amend: PersonCommand = { ...review(ratings), type: 'amend-review', reason } as PersonCommand;

/** A return to each stage that unlocks everything in it. */
function returns({ ladder }: Setting, state: State['case']): PersonCommand[] {
  const all = unlockable(state, ladder);
  return (['self-assessment', 'portfolio', 'calibration'] as const).flatMap((stage) => {
    const ids = all.filter((one) => one.stage === stage).map((one) => one.id);
    return ids.length > 0 ? [returnTo(state, ladder, stage, ...ids)] : [];
  });
}

/**
 * Panels for an appeal: the people who are there for this, and the same with one place taken by another person. None if the
 * case goes on with the people it had.
 */
function panelsFor({ people, secondPanel = [] }: Setting, { head }: State['case']) {
  if (!startsRound(head)) return [{ reviewers: [], lead: null }];
  const hasLead = head.slots.some((slot) => slot.part === 'lead');
  const lists = [
    secondPanel,
    ...secondPanel.flatMap((_, at) =>
      people.map(({ id }) => secondPanel.map((one, place) => (place === at ? id : one))),
    ),
  ];
  return lists.map((list) => ({
    reviewers: hasLead ? list.slice(0, -1) : [...list],
    lead: hasLead ? (list.at(-1) ?? null) : null,
  }));
}

/** Unusual commands, such as those that bring people into a case or take them out of it. */
function turns(setting: Setting, state: State): Option[] {
  const { engineerId } = setting;
  const { head } = state.case;
  if (['closing', 'closed'].includes(head.stage)) return [];
  const people = Object.values(peopleOf(setting, state));
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
      ? pairs.flatMap((reviewers) =>
          who(ids, [{ type: 'appoint-panel', reviewers }], !reviewers.every((one) => one.endsWith('-peer'))),
        )
      : []),
    ...who(
      [...new Set([...holders, ...head.delegations.map((one) => one.to)])],
      [
        { type: 'recuse', reason },
        { type: 'declare-conflict', reason },
      ],
    ),
    ...who(
      ids,
      head.slots.flatMap((slot) => ids.map((to) => ({ type: 'reassign', slot: slot.id, to, reason }) as const)),
    ),
    ...holders.flatMap((holder) => {
      const own = head.slots.filter((slot) => slot.personId === holder).map((slot) => slot.id);
      const lots = own.length > 1 ? [...own.map((id) => [id]), own] : [own];
      return who(
        [holder],
        lots.flatMap((slots) =>
          ids.map(
            (to) => ({ type: 'delegate', slots, to, from: now, until: '2026-05-01T09:00:00.000Z', reason }) as const,
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
    ...who(ids, [{ type: 'extend-deadline', until: '2026-12-31', reason }]),
    ...who(ids, [waiver('runbook')], false),
    ...who(ids, [waiverAnswer('runbook', 'confirm'), waiverAnswer('runbook', 'refuse')], false),
  ];
}

/** A correction of the outcome, proposed by everybody of HR and confirmed by everybody who keeps the directory. */
function corrections(setting: Setting, state: State): Option[] {
  const to = correctedTo(state.case.head.outcome);
  if (state.case.head.stage !== 'closed' || to === null) return [];
  const { hr, keepers } = keepersIn(setting, state);
  return hr.flatMap((who) =>
    keepers.flatMap((second) =>
      (to === 'promoted' ? [true, false] : [true]).map((seatFree) => ({
        who,
        command: { type: 'correct-outcome' as const, to, second },
        seatFree,
        isTurn: true,
      })),
    ),
  );
}

/** The ids of everybody of HR, and of all who keep the directory: the delivery directors too. */
function keepersIn(setting: Setting, state: State) {
  const people = Object.values(peopleOf(setting, state)).filter((one) => one.active);
  const idsOf = (role: Role) => people.flatMap(({ id, roles }) => (roles.includes(role) ? id : []));
  const hr = idsOf('hr');
  return { hr, keepers: [...new Set([...hr, ...idsOf('delivery-director')])] };
}

/** A person with a part, or who acts for one, leaves the company, whoever wrote that. */
function leaving({ case: { head }, records }: State): Option[] {
  if (['closing', 'closed'].includes(head.stage)) return [];
  const holders = head.slots.flatMap((slot) => slot.personId ?? []);
  const all = new Set([...holders, ...head.delegations.map((one) => one.to)]);
  const there = [...all].filter((id) => records[id]?.active !== false);
  return there.map((of) => ({
    who: null,
    command: { type: 'leave', of, more: { active: false } },
    isTurn: true,
  }));
}

/**
 * Every change of a record by everybody who keeps the directory: alone, and proposed by one and confirmed by another. A
 * change of the engineer can come before the system looks at the case.
 */
function recordOptions(setting: Setting, state: State): Option[] {
  // After the end of a case its record matters only to a correction.
  if (state.case.head.stage === 'closed' && !setting.unusual?.includes('correct-outcome')) return [];
  const { hr, keepers } = keepersIn(setting, state);
  const more = { isTurn: true } as const;
  const both = (option: Option): Option[] =>
    'of' in option.command && option.command.of === setting.engineerId
      ? [option, { ...option, isUnseen: true }]
      : [option];
  return [
    ...changesOf(setting, state).flatMap((change) =>
      hr.flatMap((who) => [
        ...both({ who, command: { type: 'change-record', ...change }, ...more }),
        { who, command: { type: 'propose-change' as const, ...change }, ...more },
        ...(canPropose(setting, state, who, change) ? keepers : []).flatMap((second) =>
          both({ who, command: { type: 'change-by-two', ...change, second }, ...more }),
        ),
      ]),
    ),
    ...(state.waiting ? keepers.map((who) => ({ who, command: { type: 'confirm-change' as const } })) : []),
  ];
}
