import type { Form } from './form.ts';
import { Ticks, tickedOf } from './ticks.tsx';

export const carryEvidence: Form<'carry-evidence'> = {
  intro: () => (
    <p>
      Choose the evidence from your previous case that is still valid. It is copied unchanged and checked like new
      evidence. You can change or remove each piece afterwards. The previous case stays as it is.
    </p>
  ),
  reads: 'previous',
  nothing: ({ previous, view }) =>
    previous.length > 0 ? null : (
      <p>
        There is no evidence in your previous case.{' '}
        <a href={`/cases/${view.id}#portfolio`}>Go on with your portfolio</a>.
      </p>
    ),
  fields: ({ previous: pieces, transition, filled }) => {
    const wantedFor = (id: string) =>
      transition.portfolio.find((one) => one.id === id)?.title ?? 'a requirement that this case does not have';
    return (
      <Ticks
        group="carry"
        legend="Evidence of your previous case"
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
  done: 'The evidence is in your portfolio.',
  payload: (values) => ({ evidence: tickedOf(values, 'carry') }),
  fieldOf: (path, values) => {
    const [part, at] = path.split('.');
    if (part !== 'evidence') return null;
    const id = at === undefined ? undefined : tickedOf(values, 'carry')[Number(at)];
    return id === undefined ? 'carry' : `carry.${id}`;
  },
};
