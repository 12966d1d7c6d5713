import type { FC } from 'hono/jsx';
import { pathStageTitle } from '#shared/domain/words.ts';
import { Heading, MarkedText, OriginMark, type Placed } from './elements.tsx';
import { actorSentences, type PathTo, timingSentences } from './words.ts';

/** The stages of a path in order: who does what, and until when. */
export const Stages: FC<Placed & { of: PathTo }> = ({ ladder, of, depth = 3, prefix = '' }) => (
  <ol class="stages">
    {of.path.map((stage) => (
      <li id={`${prefix}stage-${stage.kind}`}>
        <Heading depth={depth}>
          {pathStageTitle(stage.kind)} <OriginMark of={stage.origin} />
        </Heading>
        <MarkedText of={actorSentences(stage, of, ladder)} />
        <p class="soft">
          {timingSentences(stage).join(' ')} <OriginMark of={stage.timingOrigin} />
        </p>
      </li>
    ))}
  </ol>
);
