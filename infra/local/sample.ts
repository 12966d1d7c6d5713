import { readdirSync, readFileSync } from 'node:fs';
import type { Outside } from '#shared/cases/outside.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import { addCalendars, addPeople, addSeats } from '#shared/directory/setup.ts';
import { readLadder } from '#shared/ladders/read.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { mapSignIns } from '#shared/store/directory.ts';
import { loadLadderRecord } from '#shared/store/ladders.ts';
import { apiAt } from './client.ts';
import type { Issuer } from './identity/issuer.ts';
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
} from './journey.ts';
import { openSampleCycles } from './organisation/cycles.ts';
import { readCalendars } from './organisation/organisation.ts';
import { panelFor } from './panel.ts';
import { takeTurns } from './turns.ts';

interface Options {
  outside: Outside;
  people: readonly Person[];
  url: string;
  issuer: Issuer;
  issuerUrl: string;
}

const folder = new URL('../../shared/ladders/', import.meta.url);
/** The ladder that the sample cases are on. */
const ladderOfCases = 'software-engineer-track';

/**
 * At the first start: the sample organisation, the ladders, the cycles of the day, and a case in every stage and one
 * closed each way, all made by commands through the API. At every start: the sign-ins, because the issuer's address may be another one.
 */
export async function addSampleOrganisation({ outside, people, url, issuer, issuerUrl }: Options): Promise<void> {
  const signIns = people.map(({ id }) => ({ subject: id, personId: id }));
  await mapSignIns(outside.table, issuerUrl, signIns);
  if (await loadLadderRecord(outside.table, ladderOfCases)) return;
  await addPeople(outside, people);
  await addCalendars(outside, readCalendars());
  const send = apiAt(url);
  const tokenOf = (who: string) =>
    issuer.mint(people.find(({ roles }) => roles.some((role) => role === who))?.id ?? who);
  const today = outside.clock.now();
  for (const ladder of sampleLadders()) {
    await addSeats(outside, ladder, people);
    await publishLadder(outside, ladder);
  }
  await openSampleCycles(outside, people);
  const begin = (engineer: string, transition: string) => beginJourney({ send, tokenOf, today, engineer, transition });
  await Promise.all(
    sampleCases.map(async ([engineer, steps, transition = 'L2-L3']) => run(await begin(engineer, transition), steps)),
  );
}

/** Every ladder of the product; the one of the cases last: while it is not there, the next start begins again. */
function sampleLadders(): PublishedLadder[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const ladders = files.map((file) => readLadder(readFileSync(new URL(file, folder), 'utf8')));
  return ladders.sort((a, b) => Number(a.id === ladderOfCases) - Number(b.id === ladderOfCases));
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

/** Who is how far at the first start: one in every stage, and one closed each way. */
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

async function run(journey: Journey, steps: Step[]): Promise<void> {
  for (const step of steps) await step(journey);
}
