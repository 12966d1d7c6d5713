import { Hono } from 'hono/tiny';
import { confirmationsOf } from '#shared/cases/confirmations.ts';
import { inboxOf } from '#shared/cases/inbox.ts';
import { listCases } from '#shared/cases/list.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { ladderOf } from '#shared/cases/reading.ts';
import type { Confirmation } from '#shared/contract/confirmations.ts';
import { onPage } from '#shared/contract/cursor.ts';
import type { CaseSummary, InboxStep } from '#shared/contract/view.ts';
import { attestationsOf } from '#shared/domain/ladder/criteria.ts';
import { isDirector, isHr, isSupervisorRole, type Named } from '#shared/domain/people.ts';
import { type ProposalList, proposalsWaitingFor } from '#shared/proposals/read.ts';
import { laddersInForce } from '#shared/publishing/published.ts';
import { namesOf } from '#shared/records/names.ts';
import { doneWith } from '../forms/index.ts';
import { doneIn } from '../http/done.ts';
import type { WebEnv } from '../http/env.ts';
import { cursorIn } from '../http/request.ts';
import { HomePage } from '../views/home.tsx';
import { sentencesIn } from '../views/hr/proposal-words.ts';

/** The first page: the person's open steps and their cases. */
export const home = new Hono<WebEnv>().get('/', async (c) => {
  const outside = c.get('outside');
  const person = c.get('person');
  const [{ items: steps, next: moreSteps, takesPart }, asked, { items: cases, next }, waiting, ladders] =
    await Promise.all([
      inboxOf(outside, person, { limit: onPage, cursor: cursorIn(c) }),
      confirmationsOf(outside, person),
      listCases(outside, person, { limit: 20, sort: 'due', ...(isHr(person) ? { state: 'open' } : {}) }),
      proposalsWaitingFor(outside, person),
      isHr(person) || isDirector(person) ? laddersInForce(outside) : [],
    ]);
  const questions = await questionsIn(outside, cases);
  const nameOf = namesOf(namedOn({ steps, asked, cases, waiting }));
  const byHr = isHr(person);
  // HR sees every case, so only their own steps tell whether they take part in one.
  const hasParts = byHr ? takesPart : cases.some((one) => one.engineerId !== person.id && one.stage !== 'closed');
  const hasOpenCase = cases.some((one) => one.engineerId === person.id && one.stage !== 'closed');
  const leads = person.roles.some(isSupervisorRole);
  const mayOpen = leads || (person.level !== null && !hasOpenCase);
  return c.html(
    <HomePage
      person={person}
      steps={steps}
      moreSteps={moreSteps}
      nameOf={nameOf}
      waiting={{ proposals: waiting.proposals, sentencesOf: sentencesIn(nameOf, ladders) }}
      now={outside.clock.now().toISOString()}
      asked={asked.filter((one) => one.answer === null)}
      done={doneWith(doneIn(c))}
      cases={cases}
      hasMore={next !== null}
      hasMoreChanges={waiting.next !== null}
      ownChanges={waiting.own}
      mayOpen={mayOpen}
      hasParts={hasParts}
      questions={questions}
    />,
  );
});

interface Lists {
  steps: InboxStep[];
  asked: Confirmation[];
  cases: CaseSummary[];
  waiting: ProposalList;
}

/** Everybody whom the lists of the page name. */
function namedOn({ steps, asked, cases, waiting }: Lists): Named[] {
  return [
    ...steps.flatMap(({ engineer, onBehalfOf }) => [engineer, ...(onBehalfOf ? [onBehalfOf] : [])]),
    ...asked.map((one) => one.author),
    ...cases.flatMap((one) => one.engineer ?? []),
    ...waiting.people,
  ];
}

/** The questions of the ladders of these cases, by id. The title of a step does not contain its question. */
async function questionsIn(outside: Outside, cases: CaseSummary[]): Promise<Map<string, string>> {
  const pinned = new Map(cases.map(({ ladder }) => [ladder.hash, ladder]));
  const ladders = await Promise.all([...pinned.values()].map((ref) => ladderOf(outside, ref)));
  const asked = ladders.flatMap((ladder) => [
    ...ladder.transitions.flatMap((one) => [null, ...one.tracks].flatMap((track) => attestationsOf(one, track))),
    ...(ladder?.trackChange?.path ?? []).flatMap((stage) => (stage.kind === 'attestation' ? stage.asked : [])),
  ]);
  return new Map(asked.map(({ id, question }) => [id, question]));
}
