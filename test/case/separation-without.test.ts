import { afterEach, expect, test, vi } from 'vitest';
import { drawnPart } from '#test/support/extent.ts';
import { search } from './search/search.ts';
import { type SettingName, settings } from './search/settings.ts';
import type { Setting } from './search/state.ts';

/**
 * Takes out one rule after the other, and expects the search to find what the rule prevents. So a rule that somebody
 * loses is found, and so is a move that the search does not know.
 */
const { without, unless } = await vi.hoisted(() => import('#test/support/without.ts'));
vi.mock('#shared/domain/case/slots/separation-of-duties.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/slots/separation-of-duties.ts')>();
  return { ...real, whyDutiesConflict: unless('whyDutiesConflict', real.whyDutiesConflict, () => null) };
});
vi.mock('#shared/domain/ladder/calibrators.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/ladder/calibrators.ts')>();
  return { ...real, maySignToo: unless('maySignToo', real.maySignToo, () => true) };
});
vi.mock('#shared/domain/case/slots/done-by.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/slots/done-by.ts')>();
  return { ...real, unsignedBy: unless('unsignedBy', real.unsignedBy, (head) => head) };
});
vi.mock('#shared/domain/case/slots/slot-status.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/slots/slot-status.ts')>();
  const undone: typeof real.reassignable = (head) => head.slots.filter((slot) => !real.isDone(head, slot));
  return { ...real, reassignable: unless('reassignable', real.reassignable, undone) };
});
vi.mock('#shared/domain/case/commands/slot-changes.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/commands/slot-changes.ts')>();
  const toAnybody: typeof real.namingOf = (state, context) => {
    const { givenBy: _, ...filling } = real.namingOf(state, context);
    return filling;
  };
  return {
    ...real,
    namingOf: unless('namingOf', unless('offeringOf', real.namingOf, real.fillingOf), toAnybody),
    offeringOf: unless('offeringOf', real.offeringOf, real.fillingOf),
  };
});
vi.mock('#shared/domain/case/state/waivers.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/state/waivers.ts')>();
  return { ...real, isOwnWaiver: unless('isOwnWaiver', real.isOwnWaiver, () => false) };
});
vi.mock('#shared/domain/case/state/contents.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/state/contents.ts')>();
  const allMet: typeof real.assessmentOf = (state, ladder) => {
    const assessment = real.assessmentOf(state, ladder);
    return state.head.stage === 'closed' ? { ...assessment, criteria: [] } : assessment;
  };
  return { ...real, assessmentOf: unless('assessmentOf', real.assessmentOf, allMet) };
});
vi.mock('#shared/domain/case/state/engineer-record.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/state/engineer-record.ts')>();
  return {
    ...real,
    changedFacts: unless('changedFacts', real.changedFacts, () => []),
    restsOnRecord: unless('restsOnRecord', real.restsOnRecord, () => false),
  };
});
vi.mock('#shared/domain/case/commands/system/resettle.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/commands/system/resettle.ts')>();
  const byNobody: typeof real.resettle = (state, command, context) =>
    real.resettle(state, command, { ...context, changedBy: [] });
  return { ...real, resettle: unless('changedBy', real.resettle, byNobody) };
});
vi.mock('#shared/domain/case/commands/system/end-delegations.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/commands/system/end-delegations.ts')>();
  const none: typeof real.endedDelegations = () => ({ events: [], guards: [] });
  return { ...real, endedDelegations: unless('endedDelegations', real.endedDelegations, none) };
});
vi.mock('#shared/domain/case/commands/system/open-stage.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/commands/system/open-stage.ts')>();
  return { ...real, handedToDirectors: unless('handedToDirectors', real.handedToDirectors, () => []) };
});
vi.mock('#shared/domain/case/events/fold.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/case/events/fold.ts')>();
  const holdersAlone =
    (give: typeof real.given): typeof real.given =>
    (head, slots) => {
      const held = [...head.past, ...head.slots.map((slot) => slot.personId)];
      const after = give(head, slots);
      return { ...after, past: after.past.filter((id) => held.includes(id)) };
    };
  const open = unless('handedOn', real.handedOn, real.given);
  return {
    ...real,
    given: unless('given', real.given, holdersAlone(real.given)),
    handedOn: unless('given', open, holdersAlone(real.handedOn)),
  };
});
vi.mock('#shared/domain/people.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/people.ts')>();
  return {
    ...real,
    isHrOf: unless('isHrOf', real.isHrOf, (_head, person) => real.isHr(person)),
    actedWithoutPart: unless('actedWithoutPart', real.actedWithoutPart, () => false),
    decidesInstead: unless('decidesInstead', real.decidesInstead, () => false),
    partsAndOffers: unless('partsAndOffers', real.partsAndOffers, () => []),
  };
});
vi.mock('#shared/domain/directory/involvement.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/directory/involvement.ts')>();
  const inNoCase: typeof real.whyInvolved = (who, of, more) => real.whyInvolved(who, of, { ...more, cases: [] });
  const inNothing: typeof real.whyInvolved = () => null;
  const inNoLine: typeof real.whyInvolved = (who, of, more) => real.whyInvolved(who, of, { ...more, leads: [] });
  const inSome = unless('restsOn', unless('leadsMoved', real.whyInvolved, inNoLine), inNoCase);
  return {
    ...real,
    whyInvolved: unless('ownRecord', inSome, inNothing),
  };
});
vi.mock('#shared/domain/directory/matters.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/directory/matters.ts')>();
  return { ...real, mattersOf: unless('mattersOf', real.mattersOf, () => []) };
});
vi.mock('#shared/domain/two-people.ts', async (original) => {
  const real = await original<typeof import('#shared/domain/two-people.ts')>();
  return {
    ...real,
    whyNotSecond: unless('whyNotSecond', real.whyNotSecond, () => null),
    leavesTooFewOfHr: unless('leavesTooFewOfHr', real.leavesTooFewOfHr, () => false),
  };
});

afterEach(() => {
  without.now = '';
});

/** A setting with only these unusual steps, and without some people. */
const only = (name: SettingName, unusual: string[], ...gone: string[]): Setting => {
  const setting: Setting = settings[name];
  return { ...setting, unusual, people: setting.people.filter((one) => !gone.includes(one.id)) };
};
const records = 'the short chain while records change';
/** Proposals can wait, while others get the role to confirm them. */
const proposals: Setting = {
  ...only('a change of track while records change', ['propose-change', 'change-by-two']),
  changing: ['anna-other', 'hana-head'],
};

/** The outcome of a closed case is corrected. */
const correcting = only('the short chain', ['correct-outcome']);

/** The people of HR without whom Hugo is the only one who is not the engineer. */
const allButHugo = ['hedy-hr', 'sam-spare'];
/** Only the record of the engineer changes. */
const ofEngineer: Setting = { ...settings[records], changing: ['erin-engineer'] };

const found: [rule: string, violation: string, setting: Setting, turns: number][] = [
  ['whyDutiesConflict', 'has a part in their own case', settings['the short chain'], 1],
  [
    'whyDutiesConflict',
    'decides with a conflict',
    only('the short chain', ['recuse', 'declare-conflict', 'raise-objection']),
    1,
  ],
  ['unsignedBy', 'has signed with a conflict', only('the short chain', ['delegate', 'declare-conflict']), 2],
  ['whyDutiesConflict', 'fills two parts', settings['the short chain'], 1],
  ['whyDutiesConflict', 'fills two parts', settings['the longest chain'], 1],
  ['whyDutiesConflict', 'sits on both panels', settings['the longest chain with a second panel'], 1],
  ['whyDutiesConflict', 'has a part in their own case', settings['a change of track'], 1],
  ['maySignToo', 'fills two parts', only('the short chain', ['reassign']), 1],
  ['reassignable', 'takes away an open review', only('the short chain', ['reassign']), 1],
  ['handedOn', 'replaces the open review of another person', only('the short chain', ['recuse', 'amend-review']), 2],
  ['isOwnWaiver', 'answers their own waiver', settings['the short chain with a waiver'], 0],
  ['isHrOf', 'decides an appeal in a case they took part in', only('the short chain', ['reassign']), 1],
  ['ownRecord', 'changes their own record', settings[records], 1],
  ['namingOf', 'gives a part to themselves', only('the short chain', ['reassign']), 1],
  ['offeringOf', 'offers a part although too few of HR are left', only('the short chain', ['reassign'], 'hedy-hr'), 1],
  ['offeringOf', 'offers a part although too few of HR are left', only('the short chain', ['delegate'], 'hedy-hr'), 1],
  ['isHrOf', 'has a part and the powers of HR', only('the short chain', ['reassign']), 1],
  ['isHrOf', 'has a part and the powers of HR', only('the short chain', ['delegate', 'extend-deadline']), 2],
  [
    'given',
    'has a part and the powers of HR',
    only('the longest chain', ['delegate', 'recuse'], 'pia-peer', 'paul-peer'),
    2,
  ],
  ['actedWithoutPart', 'decides on what they did as HR', only('the short chain', ['extend-deadline']), 1],
  [
    'actedWithoutPart',
    'decides on what they did as HR',
    only('the short chain with a failed criterion', ['reassign']),
    1,
  ],
  ['actedWithoutPart', 'decides on what they did as HR', ofEngineer, 1],
  ['changedBy', 'decides on what they did as HR', { ...settings[records], changing: ['hana-head'] }, 1],
  ['decidesInstead', 'nobody can decide', only('the short chain', ['extend-deadline'], ...allButHugo), 1],
  ['handedToDirectors', 'nobody can decide', only(records, ['reassign'], 'sam-spare'), 1],
  ['changedFacts', 'signs on a record that has changed', ofEngineer, 1],
  ['changedFacts', 'writes over a record that has changed', ofEngineer, 1],
  ['restsOnRecord', 'writes over a record that has changed', ofEngineer, 1],
  ['restsOnRecord', 'writes over a record that has changed', settings['a change of track while records change'], 1],
  ['restsOn', 'changes a record that their case rests on', settings[records], 1],
  ['leadsMoved', 'joins or leaves the line of an open case by their own hand', ofEngineer, 1],
  ['mattersOf', 'changes alone what takes two people', settings[records], 1],
  ['whyNotSecond', 'changes alone what takes two people', settings[records], 1],
  ['whyNotSecond', 'confirms with a role from after the proposal', proposals, 2],
  ['leavesTooFewOfHr', 'leaves too few people of HR', only(records, ['change-by-two'], 'sam-spare'), 1],
  ['whyNotSecond', 'corrects an outcome alone', correcting, 1],
  ['partsAndOffers', 'corrects the outcome of a case they took part in', correcting, 1],
  [
    'partsAndOffers',
    'corrects the outcome of a case they took part in',
    only('the longest chain', ['correct-outcome']),
    1,
  ],
  [
    'actedWithoutPart',
    'confirms a correction of what they did themselves',
    only('the short chain', ['extend-deadline', 'correct-outcome']),
    2,
  ],
  ['actedWithoutPart', 'confirms a correction of what they did themselves', correcting, 2],
  ['actedWithoutPart', 'decides on what they did as HR', correcting, 1],
  [
    'changedFacts',
    'corrects an outcome on a record that has changed',
    {
      ...only(records, ['change-by-two', 'correct-outcome'], 'anna-other', 'dina-director', 'dario-director'),
      changing: ['erin-engineer'],
    },
    2,
  ],
  [
    'assessmentOf',
    'corrects to a promotion that the ladder does not allow',
    only('the short chain with a failed criterion', ['correct-outcome']),
    1,
  ],
  [
    'endedDelegations',
    'can act for somebody although one of them has left',
    only('the short chain', ['delegate', 'leave']),
    2,
  ],
];

test.each(drawnPart(found, 4))(
  'without %s the search finds that somebody %s',
  (rule, violation, setting, turns) => {
    without.now = rule;
    const { states, violations } = search(setting, turns, (so) => so.violations.has(violation));
    console.info(`without ${rule}, after ${states} states:\n  ${violations.get(violation)?.join('\n  ')}`);
    expect([...violations.keys()]).toContain(violation);
  },
  60_000,
);
