import type { FC } from 'hono/jsx';
import { verdictTitles } from '#shared/domain/words.ts';
import { Faults, Field, Folded, idOf } from '../views/fields.tsx';
import { andList } from '../views/words.ts';
import { type FormContext, groupOf, type Values } from './form.ts';
import { needs } from './needs.ts';

/**
 * For each ground, why the case is declined and what would change that. What is met is folded away. What is unknown is no
 * ground.
 */
export const Declines: FC<{ context: FormContext }> = ({ context: { view, filled } }) => {
  const grounds = view.grounds ?? [];
  const unknown = (view.criteria ?? []).filter((one) => one.verdict === 'unknown');
  if (grounds.length + unknown.length === 0) return null;
  const faults = filled.faults.filter((fault) => fault.field === 'decline');
  const of = ({ id, title, met }: (typeof grounds)[number]) => (
    <fieldset>
      <legend>{`${verdictTitles[met ? 'pass' : 'fail']}: ${title}`}</legend>
      <Field
        name={`decline.${id}.reason`}
        label="Why"
        filled={filled}
        kind="short"
        required={needs('sign-off', 'declineReasons.*.reason')}
      />
      <Field
        name={`decline.${id}.wouldChange`}
        label="What would change it"
        filled={filled}
        kind="short"
        required={needs('sign-off', 'declineReasons.*.wouldChange')}
      />
    </fieldset>
  );
  const met = grounds.filter((one) => one.met);
  return (
    <fieldset
      class="for-decline"
      id={idOf('decline')}
      {...(faults.length > 0 ? { 'aria-describedby': 'f-decline-fault' } : {})}
    >
      <legend>When you decline</legend>
      <p class="soft">
        On at least one ground, say why you decline and what would change it. The engineer reads this and works with it.
      </p>
      <Faults of="When you decline" id="f-decline-fault" faults={faults} />
      {unknown.length > 0 && (
        <p class="soft">{`What is unknown is no ground: ${andList(unknown.map((one) => one.title))}.`}</p>
      )}
      {grounds.filter((one) => !one.met).map(of)}
      {met.length > 0 && (
        <Folded
          summary="What is met"
          names={[
            ...met.flatMap(({ id }) => [`decline.${id}.reason`, `decline.${id}.wouldChange`]),
            // If everything is met, a ground can be named only in here.
            ...(met.length === grounds.length ? ['decline'] : []),
          ]}
          filled={filled}
        >
          {met.map(of)}
        </Folded>
      )}
    </fieldset>
  );
};

/** The texts for each criterion. If only one of the two was written, the other is empty, and the command asks for it. */
export function declinesIn(values: Values): Record<string, { reason: string; wouldChange: string }> {
  const written = groupOf(values, 'decline');
  const ids = new Set(Object.keys(written).map((name) => name.slice(0, name.lastIndexOf('.'))));
  return Object.fromEntries(
    [...ids].map((id) => [
      id,
      { reason: written[`${id}.reason`] ?? '', wouldChange: written[`${id}.wouldChange`] ?? '' },
    ]),
  );
}
