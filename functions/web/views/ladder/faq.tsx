import type { FC } from 'hono/jsx';
import { Heading, LadderFrame, OriginMark, type Placed, type Reading } from './elements.tsx';
import { linksTo } from './places.ts';

/** Frequent questions, each with its answer and links to the rules behind it. */
export const FaqPage: FC<{ reading: Reading }> = ({ reading }) => {
  const { ladder, base } = reading;
  return (
    <LadderFrame reading={reading} title="Questions people ask">
      <h1>Questions people ask</h1>
      {ladder.faq.length > 1 && (
        <ul class="plain">
          {ladder.faq.map(({ id, question }) => (
            <li>
              <a href={`#${id}`}>{question}</a>
            </li>
          ))}
        </ul>
      )}
      <FaqBody ladder={ladder} base={base} hasLinks />
    </LadderFrame>
  );
};

/** The questions and answers. `hasLinks` adds links to the rules behind each answer. */
export const FaqBody: FC<Placed & { hasLinks?: boolean }> = ({ ladder, base, depth = 2, prefix = '', hasLinks }) => (
  <>
    {ladder.faq.map(({ id, question, answer, restsOn, origin }) => {
      const links = hasLinks ? linksTo(ladder, base, restsOn) : [];
      return (
        <section>
          <Heading depth={depth} id={`${prefix}${id}`}>
            {question}
          </Heading>
          <p>
            {answer} <OriginMark of={origin} />
          </p>
          {links.length > 0 && (
            <details>
              <summary>
                The rules behind this<span class="unseen">: {question}</span>
              </summary>
              <ul>
                {links.map(({ href, words }) => (
                  <li>
                    <a href={href}>{words}</a>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </section>
      );
    })}
  </>
);
