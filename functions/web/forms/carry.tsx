import type { Form } from './form.ts';
import { Ticks, tickedOf } from './ticks.tsx';

export const carryEvidence: Form = {
  title: () => 'Carry evidence over',
  intro: () => (
    <p>
      Choose what from your case before still speaks for you. It is copied as it stands there and checked as if it were
      new; you can change or take out each piece afterwards. The case before stays as it is.
    </p>
  ),
  exists: ({ view }) => view.previousCaseId !== null,
  reads: 'previous',
  fields: ({ previous, transition, filled }) => {
    const pieces = previous?.evidence ?? [];
    const wantedFor = (id: string) =>
      transition.portfolio.find((one) => one.id === id)?.title ?? 'a requirement that this case does not have';
    return pieces.length === 0 ? (
      <p>There is no evidence in your case before.</p>
    ) : (
      <Ticks
        group="carry"
        legend="Pieces of your case before"
        filled={filled}
        options={pieces.map(({ id, title, requirement }) => ({
          value: id,
          label: (
            <>
              {title} <span class="soft">for: {wantedFor(requirement)}</span>
            </>
          ),
        }))}
      />
    );
  },
  button: 'Carry these over',
  done: 'The pieces are in your portfolio.',
  payload: (values) => ({ evidence: tickedOf(values, 'carry') }),
  fieldOf: (path, values) => {
    const [part, at] = path.split('.');
    if (part !== 'evidence') return null;
    const id = at === undefined ? undefined : tickedOf(values, 'carry')[Number(at)];
    return id === undefined ? 'carry' : `carry.${id}`;
  },
};
