import { waiver, waiverAnswer } from '#test/support/commands.ts';
import { spare, type Viewer } from './people.ts';
import {
  amends,
  asks,
  attests,
  cancels,
  delegates,
  disowns,
  does,
  ends,
  extendsTo,
  gives,
  goOn,
  happens,
  happensUnseen,
  isAway,
  keeps,
  later,
  leaves,
  longAway,
  objects,
  type Place,
  piece,
  replaces,
  reviews,
  type Step,
  saves,
  soon,
  waits,
} from './story.ts';
import { fork, type Twin } from './twin.ts';

/** Something that happens in one of two worlds, and who may notice. */
export interface Difference {
  name: string;
  /** What happens in both worlds before it, and where the case stands then. */
  before?: { at: Place; steps: Step[] };
  /** Where the case stands when it happens. */
  at: Place;
  /** What happens in each world. */
  one: Step[];
  other: Step[];
  /** What happens after it in both. */
  after?: Step[];
  /** Where the case stands when people look. Absent: where it stood. */
  until?: Place;
  /** The case is closed by then: nobody is reminded. */
  isClosed?: true;
  /** Who tries everything in every run, because what they may do could tell. */
  tries?: readonly Viewer[];
  /** Who may know of it. Everybody else gets the same bytes in both worlds. */
  told: readonly Viewer[];
}

const hr: Viewer[] = ['hugo-hr', 'hanna-hr'];
/** Who may know which reviews are in. */
const counting: Viewer[] = ['hana-head', 'hiro-head', ...hr];
/** Who takes part at the portfolio, and the person of HR who will sit on the panel. */
const participants: Viewer[] = [
  'erin-engineer',
  'tess-lead',
  'omar-odc',
  'hilde-hr',
  'dario-director',
  'olga-odc',
  'dina-director',
  ...counting,
];
const panel: Viewer[] = ['petra-peer', 'paula-peer', 'pia-peer'];

/** Their authors do what others can see, before and after what nobody can see. */
const lends: Step[] = [
  delegates('omar-odc', spare.lead, longAway, 'calibration.odc-lead'),
  ends('omar-odc', spare.lead),
  delegates('tess-lead', spare.lead, longAway, 'calibration.tech-lead'),
  ends('tess-lead', spare.lead),
];

/** The engineer can object to somebody who is new. */
const objectedTo: Step[] = [gives('calibration.tech-lead', 'toby-lead'), objects('calibration.tech-lead')];

/** Two worlds with a difference, from a copy of the case at each place. */
export async function bothWorlds(
  copyAt: (place: Place) => Twin,
  { before, one, other, after = [], at, until = at }: Difference,
): Promise<[Twin, Twin]> {
  const worlds: Twin[] = [];
  for (const steps of [one, other]) {
    const twin = await fork(copyAt(before?.at ?? at));
    if (before) {
      await happens(twin, before.steps);
      await goOn(twin, before.at, at);
    }
    await happensUnseen(twin, steps);
    await goOn(twin, at, until);
    await happens(twin, after);
    worlds.push(twin);
  }
  return worlds as [Twin, Twin];
}

export const differences: Difference[] = [
  {
    name: 'a review',
    at: 'sealed',
    one: [],
    other: [reviews('tess-lead')],
    after: lends,
    told: ['tess-lead', ...counting],
  },
  {
    name: 'a review, before there is more time',
    at: 'sealed',
    one: [],
    other: [reviews('tess-lead')],
    after: [extendsTo('hanna-hr', later)],
    told: ['tess-lead', ...counting],
  },
  {
    name: 'the reviews of two people',
    at: 'sealed',
    one: [],
    other: [reviews('omar-odc'), reviews('tess-lead')],
    after: lends,
    told: ['tess-lead', 'omar-odc', 'olga-odc', ...counting],
  },
  {
    name: 'a review by a delegate whose time is over',
    at: 'sealed',
    one: [],
    other: [reviews('olga-odc')],
    after: [ends('omar-odc', 'olga-odc')],
    told: ['omar-odc', ...counting],
  },
  {
    name: 'a changed review',
    at: 'sealed',
    one: [reviews('tess-lead')],
    other: [reviews('tess-lead'), amends('tess-lead'), amends('tess-lead')],
    after: lends,
    told: ['tess-lead', ...counting],
  },
  {
    name: 'what a review says',
    at: 'sealed',
    one: [reviews('tess-lead', 3)],
    other: [reviews('tess-lead', 5)],
    // The record proves the words by a digest. It is salted, and both worlds have the same salt.
    told: ['tess-lead', ...counting],
  },
  {
    name: 'an answer',
    at: 'sealed',
    one: [],
    other: [attests('tess-lead')],
    after: lends,
    told: ['tess-lead', ...counting],
  },
  {
    name: 'a review of a person whose part HR gives to another',
    at: 'sealed',
    one: [],
    other: [reviews('tess-lead')],
    after: [gives('calibration.tech-lead', spare.lead)],
    told: counting,
  },
  {
    // After ten working days the part goes up the line, whether or not they have reviewed.
    name: 'a review of a person who is away from then on',
    at: 'sealed',
    one: [],
    other: [reviews('tess-lead')],
    after: [isAway('tess-lead')],
    told: ['tess-lead', ...counting],
  },
  {
    name: 'a review of a person who steps back',
    at: 'sealed',
    one: [],
    other: [reviews('paula-peer')],
    // The engineer names another person to ask, who has no part in the case.
    after: [leaves('paula-peer', 'recuse'), disowns],
    tries: ['erin-engineer'],
    told: ['paula-peer', ...counting],
  },
  {
    name: 'a review of a person who declares a conflict of interest',
    at: 'sealed',
    one: [],
    other: [reviews('paula-peer')],
    after: [leaves('paula-peer', 'declare-conflict')],
    told: counting,
  },
  {
    name: 'a review by a delegate who declares a conflict of interest',
    at: 'sealed',
    one: [],
    other: [reviews('olga-odc')],
    after: [leaves('olga-odc', 'declare-conflict')],
    told: counting,
  },
  {
    name: 'a review by a delegate, before the case is cancelled',
    at: 'sealed',
    one: [],
    other: [reviews('olga-odc')],
    after: [cancels],
    isClosed: true,
    tries: ['erin-engineer'],
    told: ['olga-odc', ...counting],
  },
  {
    name: 'a review of a person whom the lead replaces after an objection',
    before: { at: 'sealed', steps: [...objectedTo, waits(soon)] },
    at: 'sealed',
    one: [],
    other: [reviews('toby-lead')],
    after: [replaces('hana-head', spare.lead)],
    told: counting,
  },
  {
    name: 'an answer of a person whom HR replaces after an objection',
    before: { at: 'sealed', steps: objectedTo },
    at: 'sealed',
    one: [],
    other: [attests('toby-lead')],
    after: [replaces('hugo-hr', spare.lead)],
    told: counting,
  },
  {
    name: 'who asks a question',
    at: 'sealed',
    one: [asks('tess-lead')],
    other: [asks('omar-odc')],
    told: ['tess-lead', 'omar-odc', ...hr],
  },
  {
    name: 'an objection to a reviewer, which is dismissed',
    at: 'panel-named',
    one: [],
    other: [objects('calibration.peer-1'), keeps('hana-head')],
    until: 'sealed',
    told: ['erin-engineer', ...counting],
  },
  {
    name: 'an objection to a person of HR, which waits',
    at: 'panel-named',
    one: [],
    other: [objects('calibration.peer-2')],
    told: ['erin-engineer', ...counting],
  },
  {
    name: 'an objection to the lead, which is dismissed',
    at: 'portfolio',
    one: [],
    other: [objects('calibration.lead'), keeps('hugo-hr')],
    until: 'sealed',
    told: ['erin-engineer', ...hr],
  },
  {
    name: 'an objection to the lead, which waits while the next stage opens',
    at: 'self-assessment',
    one: [],
    other: [objects('calibration.lead')],
    until: 'portfolio',
    // One of them gets a part on the panel later.
    told: ['erin-engineer', 'hilde-hr', ...hr],
  },
  {
    name: 'an objection before the engineer writes down their work, which is dismissed',
    at: 'self-assessment',
    one: [],
    other: [objects('calibration.lead'), keeps('hugo-hr')],
    until: 'sealed',

    after: [disowns],
    told: ['erin-engineer', ...hr],
  },
  {
    name: 'a saved draft',
    at: 'self-assessment',
    one: [],
    other: [saves],
    told: ['erin-engineer'],
  },
  {
    name: 'a piece of evidence',
    at: 'portfolio',
    one: [],
    other: [does('erin-engineer', piece('talk', 'another'))],
    told: participants,
  },
  {
    name: 'a waiver',
    at: 'portfolio',
    one: [],
    // While it waits for an answer the case does not lapse, and everybody would see that.
    other: [does('omar-odc', waiver('talk')), does('hugo-hr', waiverAnswer('talk'))],
    told: participants,
  },
  {
    name: 'a delegation',
    at: 'sealed',
    one: [],
    other: [delegates('paula-peer', spare.peer, longAway, 'calibration.peer-3')],
    told: [...participants, ...panel],
  },
];
