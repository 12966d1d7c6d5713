import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { PersonInput } from '#shared/contract/directory.ts';
import { PersonId } from '#shared/contract/people.ts';
import { readLeads } from '#shared/directory/leads.ts';
import { readNamed } from '#shared/directory/people.ts';
import { readPlaces } from '#shared/directory/places.ts';
import { readPersonHistory } from '#shared/directory/read.ts';
import { readOpenProposalsFor } from '#shared/proposals/read.ts';
import { laddersInForce } from '#shared/publishing/published.ts';
import { namesOf } from '#shared/records/names.ts';
import { readPushed } from '#shared/scim/waiting.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import { incompleteForm } from '../../forms/faults.ts';
import { doneIn } from '../../http/done.ts';
import type { WebEnv } from '../../http/env.ts';
import { formOf, newKey } from '../../http/request.ts';
import { empty, type Filled } from '../../views/fields.tsx';
import { changesSince } from '../../views/hr/changes.tsx';
import { PersonPage } from '../../views/hr/person.tsx';
import { changesIn } from '../../views/hr/person-changes.ts';
import { faultsOf, inputOf, unsaid, valuesOf } from '../../views/hr/person-fields.ts';
import { NewPersonPage } from '../../views/hr/person-new.tsx';
import { type Asked, askedIn, noPickers, pickingFor } from '../../views/picking.ts';
import { merged } from './merge.ts';
import { personIdOf, versionIn, viewing } from './request.ts';
import { saveOrPropose } from './two-people.ts';

/** The values of the form for a new person: they work here. */
const atFirst = { active: 'yes' };

/** HR's pages for people: add a person, change their record, and see its history. */
export const people = new Hono<WebEnv>()
  .get('/new', async (c) => c.html(await drawNew(c, { ...empty, values: atFirst })))
  .post('/new', async (c) => {
    const asked = askedIn(await formOf(c));
    const { values } = asked;
    if (asked.search) return c.html(await drawNew(c, { ...empty, values, initial: atFirst }, asked));
    try {
      const id = PersonId.safeParse((values.id ?? '').trim());
      const input = PersonInput.safeParse(inputOf(values));
      if (!id.success || !input.success)
        throw incomplete([
          ...(id.success ? [] : ['id']),
          ...(input.error?.issues ?? []).map(({ path }) => path.join('.')),
        ]);
      const change = { kind: 'person' as const, of: id.data, version: null, input: input.data };
      const proposalPath = await saveOrPropose(c, values, change);
      return c.redirect(proposalPath ?? `/hr/people/${id.data}?done=yes`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'forbidden') throw error;
      const { code, message } = error;
      const faults =
        code === 'precondition-required'
          ? [{ field: 'id', reason: 'another person has this id: choose a different one' }]
          : faultsOf(error);
      const filled = {
        ...empty,
        values,
        initial: atFirst,
        faults,
        message: code === 'precondition-required' ? incompleteForm : message,
      };
      return c.html(
        await drawNew(c, filled, asked),
        statuses[code === 'precondition-required' ? 'invalid-input' : code],
      );
    }
  })
  .get('/:id', async (c) => c.html(await draw(c)))
  .post('/:id', async (c) => {
    const asked = askedIn(await formOf(c));
    const { values } = asked;
    const id = personIdOf(c);
    if (asked.search) return c.html(await draw(c, asked));
    try {
      const parsed = PersonInput.safeParse(inputOf(values));
      if (!parsed.success) throw incomplete(parsed.error.issues.map(({ path }) => path.join('.')));
      const change = { kind: 'person' as const, of: id, version: versionIn(values), input: parsed.data };
      const proposalPath = await saveOrPropose(c, values, change);
      return c.redirect(proposalPath ?? `/hr/people/${id}?done=yes`, 303);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'forbidden' || error.code === 'not-found') throw error;
      return c.html(await draw(c, asked, error), statuses[error.code]);
    }
  });

/** The refusal of an incomplete form. `faultsOf` replaces the reasons with the form's own words. */
function incomplete(paths: string[]): Refusal {
  return new Refusal('invalid-input', incompleteForm, {
    faults: paths.map((path) => ({ path, reason: unsaid })),
  });
}

async function drawNew(c: Context<WebEnv>, filled: Filled, asked: Asked = noPickers) {
  const [{ leads, search }, ladders, places, chosen] = await Promise.all([
    readLeads(...viewing(c), null, asked.search),
    laddersInForce(c.get('outside')),
    readPlaces(...viewing(c)),
    readNamed(...viewing(c), asked.chosen),
  ]);
  return (
    <NewPersonPage
      person={c.get('person')}
      ladders={ladders}
      leads={leads}
      picking={pickingFor(asked, search, chosen)}
      places={places}
      filled={filled}
      idempotencyKey={newKey(c)}
    />
  );
}

/** The page of a person. After a refusal it shows the values of the form, and the reason. After a search, the values. */
async function draw(c: Context<WebEnv>, asked: Asked = noPickers, error?: Refusal) {
  const id = personIdOf(c);
  const isPushed = c.req.method === 'GET' && c.req.query('pushed') !== undefined;
  const [history, { leads, search }, ladders, places, open, waits] = await Promise.all([
    readPersonHistory(...viewing(c), id, asked.chosen),
    readLeads(...viewing(c), id, asked.search),
    laddersInForce(c.get('outside')),
    readPlaces(...viewing(c)),
    readOpenProposalsFor(...viewing(c), { kind: 'person', of: id }),
    isPushed ? readPushed(...viewing(c), id) : {},
  ]);
  const { person: shown, events, proof, signIns, people } = history;
  const nameOf = namesOf(Object.values(people));
  const changes = changesIn(events, nameOf, ladders);
  const is = valuesOf(shown);
  const filled: Filled = error
    ? {
        ...empty,
        message: error.message,
        faults: faultsOf(error),
        values: merged(asked.values, is),
        initial: is,
        changes: error.code === 'precondition-failed' ? changesSince(changes, asked.values.version, shown.version) : [],
      }
    : { ...empty, values: asked.search ? asked.values : valuesOf({ ...shown, ...waits }) };
  return (
    <PersonPage
      person={c.get('person')}
      shown={shown}
      open={open}
      ladders={ladders}
      leads={leads}
      picking={pickingFor(asked, search, Object.values(people))}
      places={places}
      changes={changes}
      proof={proof}
      filled={filled}
      // A search goes on with what the form was drawn for.
      version={asked.search ? (asked.values.version ?? '') : String(shown.version)}
      was={asked.search ? (asked.values.was ?? '') : JSON.stringify(is)}
      signIns={signIns}
      nameOf={nameOf}
      signInKey={c.get('outside').signInKey}
      idempotencyKey={newKey(c)}
      isDone={doneIn(c) !== undefined}
    />
  );
}
