import { folded, leadFields, lineRoles } from '../contract/names.ts';
import { isHrForAll } from '../domain/people.ts';
import type { PersonField } from './columns.ts';
import type { AddFault, Known, Resolved } from './resolve.ts';

interface Needed {
  one: Resolved;
  /** The column by which one row needs the other. */
  field: PersonField;
}

/**
 * Rows in an order in which they can be carried out one by one: every lead before those whom they lead, whoever gives up a mail
 * address or a number before whoever takes it, and whoever joins HR before others leave it, because two people of HR always remain.
 * Finds rows that wait for each other.
 */
export function inOrder(resolved: readonly Resolved[], { byMail, byNumber }: Known, fault: AddFault): Resolved[] {
  const byId = new Map(resolved.map((one) => [one.id, one]));
  const neededBy = ({ id, input }: Resolved): Needed[] => {
    const wanted = [
      ...lineRoles.map((role) => ({ of: input[leadFields[role]], field: leadFields[role] })),
      { of: byMail.get(folded(input.email)), field: 'email' as const },
      { of: byNumber.get(folded(input.externalId ?? '')), field: 'externalId' as const },
    ];
    return wanted.flatMap(({ of, field }) => {
      const one = byId.get(of ?? '');
      return one && one.id !== id ? [{ one, field }] : [];
    });
  };
  const ordered: Resolved[] = [];
  const state = new Map<string, 'open' | 'done'>();
  for (const start of [...resolved.filter(joinsHr), ...resolved]) {
    // Without recursion, because a line of leads can be as long as the file.
    const path: { one: Resolved; left: Needed[]; field: PersonField | null }[] = [];
    const enter = (one: Resolved, field: PersonField | null) => {
      state.set(one.id, 'open');
      path.push({ one, left: neededBy(one), field });
    };
    if (!state.has(start.id)) enter(start, null);
    while (path.length > 0) {
      const { one, left } = path.at(-1) as (typeof path)[number];
      const next = left.pop();
      if (!next) {
        state.set(one.id, 'done');
        ordered.push(one);
        path.pop();
      } else if (state.get(next.one.id) === 'open') {
        const circle = path.slice(path.findIndex((step) => step.one.id === next.one.id));
        const fields = [...circle.slice(1).map((step) => step.field), next.field];
        const names = [...circle.map((step) => step.one.id), next.one.id].join(', ');
        fault(one.row, next.field, `${fields.every((one) => lines.includes(one)) ? leads : waits}: ${names}`);
      } else if (!state.has(next.one.id)) enter(next.one, next.field);
    }
  }
  return ordered;
}

const lines: readonly (PersonField | null)[] = Object.values(leadFields);
const leads = 'these people lead each other in a circle';
const waits =
  'these people take a mail address or an employee number from each other, so no row can be first: give one of them another one in an earlier file';

const joinsHr = ({ before, input }: Resolved) => isHrForAll(input) && !(before && isHrForAll(before));
