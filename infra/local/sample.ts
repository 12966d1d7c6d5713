import { readdirSync, readFileSync } from 'node:fs';
import type { Outside } from '#shared/cases/outside.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Person } from '#shared/contract/people.ts';
import { addCalendars, addPeople, addSeats } from '#shared/directory/setup.ts';
import { readLadder } from '#shared/ladders/read.ts';
import { publishLadder } from '#shared/publishing/setup.ts';
import { mapSignIn } from '#shared/store/directory.ts';
import { loadLadderRecord } from '#shared/store/ladders.ts';
import { apiAt } from './client.ts';
import type { Issuer } from './identity/issuer.ts';
import {
  addEvidence,
  assessThemselves,
  beginJourney,
  calibrate,
  handInPortfolio,
  type Journey,
  sign,
  withdraw,
} from './journey.ts';
import { openSampleCycles } from './organisation/cycles.ts';
import { readCalendars } from './organisation/organisation.ts';

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
  await Promise.all(people.map((person) => mapSignIn(outside.table, issuerUrl, person.id, person.id)));
  if (await loadLadderRecord(outside.table, ladderOfCases)) return;
  await addPeople(outside, people);
  await addCalendars(outside, readCalendars());
  const send = apiAt(url);
  const tokenOf = (personId: string) => issuer.mint(personId);
  const today = outside.clock.now();
  for (const ladder of sampleLadders()) {
    await addSeats(outside, ladder, people);
    await publishLadder(outside, ladder);
  }
  await openSampleCycles(outside, people);
  const begin = (engineer: string) => beginJourney({ send, tokenOf, today, engineer });
  await Promise.all(sampleCases.map(async ([engineer, steps]) => run(await begin(engineer), steps)));
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

/** Who is how far at the first start: one in every stage, and one closed each way. */
const sampleCases: [engineer: string, steps: Step[]][] = [
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
  [
    'kwame-boateng',
    [
      assessThemselves,
      (journey) => calibrate(journey, 2),
      handInPortfolio,
      (journey) =>
        sign(
          journey,
          journey.cast.odcLead,
          'decline',
          'Design and communication stand at step 2 today. Leading one design review a month would show the next step.',
        ),
    ],
  ],
  ['zainab-idris', [assessThemselves, withdraw]],
];

async function run(journey: Journey, steps: Step[]): Promise<void> {
  for (const step of steps) await step(journey);
}
