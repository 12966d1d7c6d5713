import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { CycleInput } from '#shared/contract/cycles.ts';
import { NamedId } from '#shared/contract/ladder-fields.ts';
import { readCycle, readCycleHistory, readCycles } from '#shared/cycles/read.ts';
import { readOpenProposalsFor } from '#shared/proposals/read.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import { incompleteForm } from '../../forms/faults.ts';
import { doneIn } from '../../http/done.ts';
import type { WebEnv } from '../../http/env.ts';
import { formOf, newKey } from '../../http/request.ts';
import { empty, type Filled } from '../../views/fields.tsx';
import { changesSince } from '../../views/hr/changes.tsx';
import { CycleRecordPage } from '../../views/hr/cycle.tsx';
import { cycleChangesIn } from '../../views/hr/cycle-changes.ts';
import { CloseCyclePage } from '../../views/hr/cycle-close.tsx';
import { faultsOf, inputOf, missingIn, valuesOf } from '../../views/hr/cycle-fields.ts';
import { CycleRecordsPage } from '../../views/hr/cycles.tsx';
import { merged } from './merge.ts';
import { cycleIdOf, versionIn, viewing } from './request.ts';
import { saveOrPropose } from './two-people.ts';

type Values = Record<string, string>;

/** HR's pages for cycles: list them, open, change and close one, and see its open cases. */
export const cycles = new Hono<WebEnv>()
  .get('/', async (c) => c.html(await drawList(c, empty)))
  .post('/', async (c) => {
    const values = await formOf(c);
    try {
      const { id, input } = opened(values);
      const change = { kind: 'cycle' as const, of: id, version: null, input };
      const proposalPath = await saveOrPropose(c, values, change);
      return c.redirect(proposalPath ?? `/hr/cycles/${id}?done=opened`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'forbidden') throw error;
      const refused = error.code === 'precondition-required' ? idTaken : error;
      return c.html(await drawList(c, filledAgain(values, refused)), statuses[refused.code]);
    }
  })
  .get('/:id', async (c) => c.html(await draw(c)))
  .post('/:id', async (c) => {
    const [values, id] = [await formOf(c), cycleIdOf(c)];
    try {
      const input = inputIn(values);
      const change = { kind: 'cycle' as const, of: id, version: versionIn(values), input };
      const proposalPath = await saveOrPropose(c, values, change);
      return c.redirect(proposalPath ?? `/hr/cycles/${id}?done=changed`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'forbidden') throw error;
      return c.html(await draw(c, { values, error }), statuses[error.code]);
    }
  })
  .get('/:id/close', async (c) => c.html(await drawClose(c, empty)))
  .post('/:id/close', async (c) => {
    const [values, id] = [await formOf(c), cycleIdOf(c)];
    try {
      const change = { kind: 'cycle-close' as const, of: id, version: versionIn(values) };
      const proposalPath = await saveOrPropose(c, values, change);
      return c.redirect(proposalPath ?? `/hr/cycles/${id}?done=closed`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'forbidden') throw error;
      return c.html(await drawClose(c, filledAgain(values, error)), statuses[error.code]);
    }
  });

/** The refusal of a new cycle whose id is already used. */
const idTaken = new Refusal('invalid-input', incompleteForm, {
  faults: [{ path: 'id', reason: 'another cycle has this id: choose a different one' }],
});

/** The new cycle in the form. Throws `Refusal` if it is invalid. */
function opened(values: Values): { id: string; input: CycleInput } {
  const id = NamedId.safeParse((values.id ?? '').trim());
  const input = CycleInput.safeParse(inputOf(values));
  if (id.success && input.success) return { id: id.data, input: input.data };
  throw incomplete([...(id.success ? [] : ['id']), ...(input.error?.issues ?? []).map(({ path }) => path.join('.'))]);
}

/** The changed cycle in the form. Throws `Refusal` if it is invalid. */
function inputIn(values: Values): CycleInput {
  const input = CycleInput.safeParse(inputOf(values));
  if (input.success) return input.data;
  throw incomplete(input.error.issues.map(({ path }) => path.join('.')));
}

function incomplete(paths: string[]): Refusal {
  return new Refusal('invalid-input', incompleteForm, { faults: missingIn(paths) });
}

function filledAgain(values: Values, { message, faults }: Refusal): Filled {
  return { ...empty, values, message, faults: faultsOf(faults) };
}

async function drawList(c: Context<WebEnv>, filled: Filled) {
  const cycles = await readCycles(...viewing(c));
  const now = c.get('outside').clock.now();
  return (
    <CycleRecordsPage person={c.get('person')} cycles={cycles} now={now} filled={filled} idempotencyKey={newKey(c)} />
  );
}

/** The page of a cycle. After a refusal it shows the values of the form, and the reason. */
async function draw(c: Context<WebEnv>, refused?: { values: Values; error: Refusal }) {
  const [{ cycle, events, proof, nameOf }, open] = await Promise.all([
    readCycleHistory(...viewing(c), cycleIdOf(c)),
    openFor(c),
  ]);
  const changes = cycleChangesIn(events, nameOf);
  const is = valuesOf(cycle);
  const filled: Filled = refused
    ? {
        ...filledAgain(merged(refused.values, is), refused.error),
        initial: is,
        changes:
          refused.error.code === 'precondition-failed'
            ? changesSince(changes, refused.values.version, cycle.version)
            : [],
      }
    : { ...empty, values: is };
  return (
    <CycleRecordPage
      person={c.get('person')}
      cycle={cycle}
      nameOf={nameOf}
      open={open}
      now={c.get('outside').clock.now()}
      changes={changes}
      proof={proof}
      filled={filled}
      was={JSON.stringify(is)}
      idempotencyKey={newKey(c)}
      done={doneIn(c)}
    />
  );
}

const openFor = (c: Context<WebEnv>) => readOpenProposalsFor(...viewing(c), { kind: 'cycle', of: cycleIdOf(c) });

async function drawClose(c: Context<WebEnv>, filled: Filled) {
  const [cycle, open] = await Promise.all([readCycle(...viewing(c), cycleIdOf(c)), openFor(c)]);
  return (
    <CloseCyclePage person={c.get('person')} cycle={cycle} open={open} idempotencyKey={newKey(c)} filled={filled} />
  );
}
