import type { FC } from 'hono/jsx';
import type { Transition } from '#shared/contract/ladder-transitions.ts';
import { usualAppeal } from '#shared/domain/ladder/waiting-times.ts';
import { Heading, OriginMark, type Placed } from './elements.tsx';
import { counted, dueSentence, silence } from './words.ts';

/**
 * What an engineer can do after 'not promoted', to try again or appeal, and after an end that the people of the case did not
 * decide.
 */
export const Afterwards: FC<Placed & { transition: Transition }> = ({ transition, depth = 2, prefix = '' }) => {
  const { coolDown, appeal } = transition;
  return (
    <section>
      <Heading depth={depth} id={`${prefix}afterwards`}>
        If the outcome is ‘not promoted’
      </Heading>
      <p id={`${prefix}cool-down`}>
        {coolDown === null ? (
          'The next case can be opened at once.'
        ) : (
          <>
            The next case can be opened {counted(coolDown.months, 'month')} later. <OriginMark of={coolDown.origin} />
          </>
        )}
      </p>
      {appeal === null ? (
        <p id={`${prefix}appeal`}>There is no appeal against it.</p>
      ) : (
        <>
          <p id={`${prefix}appeal`}>
            The engineer can appeal until {counted(appeal.windowDays, 'day')} after the outcome. There are three
            grounds: the procedure was not followed, existing evidence was not seen, or a person had a conflict of
            interest. HR answers with reasons. If the appeal is upheld, people who had no part in the first calibration
            calibrate again. <OriginMark of={appeal.origin} />
          </p>
          <p class="soft">
            {dueSentence(appeal, 'the appeal')} {silence(appeal, 'HR is told')} <OriginMark of={appeal.timingOrigin} />
          </p>
        </>
      )}
      <Heading depth={depth} id={`${prefix}other-ends`}>
        If HR or the time limit ends the case
      </Heading>
      <p>
        If the case is cancelled, lapses, is overtaken, or a promotion is not carried out, the engineer can appeal once
        against each such end, as long as there is no later case, until{' '}
        {counted((appeal ?? usualAppeal).windowDays, 'day')} after the outcome. <OriginMark of="ours" />
      </p>
    </section>
  );
};
