import {
  act,
  addEvidence,
  assessThemselves,
  beginJourney,
  calibrate,
  closed,
  handInPortfolio,
  holderOf,
  type Journey,
  sign,
  viewAs,
  withdraw,
} from '../client/journey.ts';
import { panelFor } from '../client/panel.ts';
import { takeTurns } from '../client/turns.ts';

/** Makes a case in every stage and a closed case for every outcome, by commands of people through the API. */
export async function makeSampleCases(by: Pick<Journey, 'send' | 'tokenOf' | 'today'>): Promise<void> {
  for (const [engineer, steps, transition = 'L2-L3'] of sampleCases) {
    const journey = await beginJourney({ ...by, engineer, transition });
    for (const step of steps) await step(journey);
  }
}

type Step = (journey: Journey) => Promise<void>;

const approve = 'The evidence is there, and I have seen the work myself.';
const techLeadApproves: Step = (journey) => sign(journey, journey.cast.techLead, 'approve', approve);

const asksForMore = { 'evidence.e1': 'Say in the record which alternatives were turned down, and why.' };
const odcLeadReturns: Step = (journey) =>
  sign(journey, journey.cast.odcLead, 'return', 'One thing is missing in the first record.', {
    returns: { stage: 'portfolio', reasons: asksForMore },
  });
const odcLeadDeclines: Step = (journey) =>
  sign(
    journey,
    journey.cast.odcLead,
    'decline',
    'Design and communication stand at step 2 today. Leading one design review a month would show the next step.',
  );
const appeal: Step = async (journey) => {
  await closed(journey);
  await act(journey, journey.cast.engineer, {
    type: 'appeal',
    ground: 'evidence',
    statement: 'The design that two teams have taken up was not looked at.',
    against: null,
  });
};
const appointPanel: Step = async (journey) => {
  await takeTurns(journey, 'calibration');
  const view = await viewAs(journey, 'hr');
  const reviewers = await panelFor(journey, view);
  await act(journey, holderOf(view, 'calibration.lead') ?? '', { type: 'appoint-panel', reviewers });
};
const beginTrial: Step = async (journey) => {
  await takeTurns(journey, 'trial');
};

/** The steps that the case of each engineer has taken. */
const sampleCases: [engineer: string, steps: Step[], transition?: string][] = [
  ['amara-okafor', []],
  ['elif-aydin', [assessThemselves]],
  ['ravi-menon', [assessThemselves, calibrate]],
  ['quang-huy-bui', [assessThemselves, calibrate, addEvidence]],
  ['priya-raman', [assessThemselves, calibrate, handInPortfolio]],
  ['tuan-kiet-ngo', [assessThemselves, calibrate, handInPortfolio, techLeadApproves]],
  [
    'olena-bondar',
    [
      assessThemselves,
      calibrate,
      handInPortfolio,
      techLeadApproves,
      (journey) => sign(journey, journey.cast.odcLead, 'approve', 'A clear case. Congratulations.'),
    ],
  ],
  ['kwame-boateng', [assessThemselves, (journey) => calibrate(journey, 2), handInPortfolio, odcLeadDeclines]],
  ['zainab-idris', [assessThemselves, withdraw]],
  ['felipe-araujo', [assessThemselves, calibrate, handInPortfolio, odcLeadReturns]],
  ['sina-keller', [assessThemselves, (journey) => calibrate(journey, 2), handInPortfolio, odcLeadDeclines, appeal]],
  ['chiara-bellini', [appointPanel], 'L3-L4'],
  ['elisabeth-thorne', [beginTrial], 'L4-L4'],
];
