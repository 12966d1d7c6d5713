import type { FC } from 'hono/jsx';
import type { CaseView } from '#shared/contract/view.ts';
import { Due, Instant, Said } from '../text.tsx';
import { nameIn, partsOf } from './names.ts';

type Question = CaseView['asked'][number];

/** The questions to the engineer and their answers. */
export const Questions: FC<{ view: CaseView }> = ({ view }) => {
  if (view.asked.length === 0) return null;
  return (
    <section>
      <h2>Questions to the engineer</h2>
      {view.asked.map((one) => (
        <div class="card">
          <p>
            {one.by === null ? 'Somebody who calibrates' : nameIn(view, one.by)} asked on <Instant at={one.at} />:
          </p>
          <Said>{one.question}</Said>
          <Answer view={view} one={one} />
        </div>
      ))}
    </section>
  );
};

const Answer: FC<{ view: CaseView; one: Question }> = ({ view, one }) => {
  switch (one.state) {
    case 'open':
    case 'overdue':
      return (
        <p class="soft">
          Not answered yet, <Due of={{ ...one, overdue: one.state === 'overdue', timeZone: view.timeZone }} />. Silence
          decides nothing.
        </p>
      );
    case 'over':
      return <p class="soft">Not answered before the stage ended. That decides nothing.</p>;
    case 'answered':
      return (
        <>
          <p>Answer:</p>
          <Said>{one.answer ?? ''}</Said>
          {one.signedBefore.length > 0 && (
            <p class="soft">It came after a signature: {partsOf(view, one.signedBefore)}.</p>
          )}
        </>
      );
  }
};
