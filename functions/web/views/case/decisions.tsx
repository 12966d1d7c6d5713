import type { FC } from 'hono/jsx';
import type { CaseView } from '#shared/contract/view.ts';
import { Instant, Said } from '../parts.tsx';

/** What was decided, by whom and why. */
export const Decisions: FC<{ view: CaseView }> = ({ view }) => {
  if (view.signOffs.length === 0 && view.withdrawal === null) return null;
  return (
    <section>
      <h2>Decisions</h2>
      {view.signOffs.map((one) => (
        <div class="card">
          <p>
            <strong>
              {view.people[one.by]?.name ?? 'A signer'} {one.decision === 'approve' ? 'approved' : 'declined'}
            </strong>
            , <Instant at={one.at} />
          </p>
          <Said>{one.comment}</Said>
          {Object.entries(one.exceptionReasons).map(([id, reason]) => (
            <Said soft>
              {`Exception for “${view.criteria?.find((criterion) => criterion.id === id)?.title ?? 'a criterion'}”: ${reason}`}
            </Said>
          ))}
        </div>
      ))}
      {view.withdrawal !== null && (
        <div class="card">
          <p>
            <strong>{view.engineer?.name ?? 'The engineer'} withdrew the case</strong>
          </p>
          <Said>{view.withdrawal}</Said>
        </div>
      )}
    </section>
  );
};
