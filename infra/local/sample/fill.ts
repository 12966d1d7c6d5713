import { createApi } from '#functions/api/app.ts';
import { createHr } from '#functions/hr/app.ts';
import type { Outside } from '#shared/cases/outside.ts';
import { executeSystem } from '#shared/cases/system.ts';
import { functionAt } from '#shared/contract/paths.ts';
import { loadHead } from '#shared/store/cases.ts';
import { type Item, nameOf } from '#shared/store/items.ts';
import { isOfSignIn, keys } from '#shared/store/keys.ts';
import { loadLadderRecord } from '#shared/store/ladders.ts';
import { writeAll, writesOf } from '#shared/store/transaction.ts';
import { apiBy, type Send } from '../client/client.ts';
import { bindSignIns, signInOf } from '../identity/bind.ts';
import { readOrganisation } from '../organisation/organisation.ts';
import { setUpSample } from '../organisation/set-up.ts';
import { quietLog } from '../runtime/log.ts';
import { makeSampleCases } from './cases.ts';
import { memoryTable } from './memory-table.ts';

/** The record of this ladder is written last. If it is there, the sample is complete. */
const lastLadder = 'software-engineer-track';

/** Whether a table has the complete sample. */
export async function isFilled({ table }: Outside): Promise<boolean> {
  return (await loadLadderRecord(table, lastLadder)) !== null;
}

/**
 * Fills an empty table with the sample: the organisation, a case in every stage, and a closed case for every outcome. The
 * commands of people, through the API, and those of the state machine make it on a table in memory. Then it is written in a few
 * transactions. On the real table, the reads of all these commands would take ten times as long.
 */
export async function fill(outside: Outside): Promise<void> {
  const { table } = outside;
  const items = await makeSample(outside);
  const last = nameOf(keys.ladderRecord(lastLadder));
  const byLast = items.sort((one, other) => Number(nameOf(one) === last) - Number(nameOf(other) === last));
  await writeAll(
    table,
    byLast.map((item) => writesOf(table).put('other', item)),
  );
}

/** The items of the sample. Nobody has signed in in it. */
export async function makeSample(real: Omit<Outside, 'table'>): Promise<Item[]> {
  const { table, items } = memoryTable();
  const outside = { ...real, table };
  const issuer = 'http://issuer.invalid';
  const sample = readOrganisation();
  const { people } = sample;
  await setUpSample(outside, sample);
  await bindSignIns(outside, issuer, people.map(signInOf));
  const deps = {
    outside,
    origin: 'http://sample.invalid',
    version: 'sample',
    identify: async (subject: string) => ({ issuer, subject, issuedAt: outside.clock.now().getTime() / 1000 }),
    log: quietLog(),
  };
  const [api, hr] = [createApi(deps), createHr(deps)];
  const send = withStateMachine(
    outside,
    apiBy((path, request) => (functionAt(path.replace(/\?.*/, '')) === 'hr' ? hr : api).request(path, request)),
  );
  const tokenOf = async (who: string) => people.find(({ roles }) => roles.some((role) => role === who))?.id ?? who;
  await makeSampleCases({ send, tokenOf, today: outside.clock.now() });
  return items().filter((item) => !isOfSignIn(item));
}

/** The API. After each command it does what the state machine would do next. */
function withStateMachine(outside: Outside, send: Send): Send {
  return async (method, path, options) => {
    const answer = await send(method, path, options);
    const { id, caseId = id } = answer.body;
    if (method === 'POST' && answer.status < 300) await moveOn(outside, String(caseId));
    return answer;
  };
}

/** Opens the next stage of a case, or closes the case. */
async function moveOn(outside: Outside, caseId: string): Promise<void> {
  const head = await loadHead(outside.table, caseId);
  if (head?.status !== 'opening') return;
  const { generation, stage } = head;
  const command =
    stage === 'closing'
      ? ({ type: 'close', generation } as const)
      : ({ type: 'open-stage', generation, stage } as const);
  await executeSystem(outside, caseId, command, 'workflow', 'sample');
  await moveOn(outside, caseId);
}
