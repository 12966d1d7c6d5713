import type { FC } from 'hono/jsx';
import { Said } from '../views/text.tsx';
import type { FormContext } from './form.ts';

/** Why the case came back to this stage. */
export const CameBack: FC<{ context: FormContext }> = ({ context: { view } }) =>
  view.returned?.stage !== view.stage ? null : (
    <>
      <p>
        The case came back to this stage. You can change only what must be looked at again
        {view.stage === 'calibration' && ', and the anti-signals of the same competencies'}. The rest stays as it was.
      </p>
      <Said>{view.returned.comment}</Said>
    </>
  );
