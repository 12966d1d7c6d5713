import type { FC } from 'hono/jsx';
import type { Section } from '#shared/contract/ladder-levels.ts';
import { Heading, OriginMark, type Placed } from './elements.tsx';

/** Titled lists of texts. Texts for managers are marked. */
export const Sections: FC<{ of: readonly Section[]; depth: number; prefix?: string }> = ({
  of,
  depth,
  prefix = '',
}) => (
  <>
    {of.map(({ id, title, audience, items, origin }) => (
      <section>
        <Heading depth={depth} id={`${prefix}${id}`}>
          {title}
          {audience === 'managers' && <span class="chip">For managers</span>}
        </Heading>
        <ul>
          {items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
        {origin === 'ours' && <OriginMark of="ours" />}
      </section>
    ))}
  </>
);

/** A link to what a reader should know before the competencies, if the ladder has such a text. */
export const ReadFirst: FC<Pick<Placed, 'ladder' | 'base'>> = ({ ladder: { sections = [] }, base }) =>
  sections.length === 0 ? null : (
    <p class="soft">
      Before you read the competencies:{' '}
      {sections.map(({ id, title }, at) => (
        <>
          {at > 0 && ', '}
          <a href={`${base}#${id}`}>{title}</a>
        </>
      ))}
    </p>
  );
