import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { Level } from '#shared/contract/ladder-levels.ts';
import { type ComparedCompetency, comparisonOf } from './comparison.ts';
import { LadderFrame, type Placed, type Reading } from './elements.tsx';
import { Tags } from './overview.tsx';
import { ExpectedStep } from './own-guide.tsx';
import { describedLevels, levelTitle, stepTitle } from './words.ts';

interface CompareProps {
  reading: Reading;
  from: Level;
  to: Level;
}

/** Two levels side by side, by competency. Competencies in which more is expected come first. */
export const ComparePage: FC<CompareProps> = ({ reading, from, to }) => {
  const { ladder, base } = reading;
  const compared = comparisonOf(ladder, from, to);
  const risen = compared.filter((one) => one.to > one.from);
  const others = compared.filter((one) => one.to <= one.from && (one.texts.length > 0 || one.to < one.from));
  const same = compared.filter((one) => one.to === one.from && one.texts.length === 0);
  const parts = { ladder, base, from: from.id, to: to.id };
  return (
    <LadderFrame reading={reading} title={`${from.id} beside ${to.id}`} wide>
      <h1>
        {from.id} beside {to.id}
      </h1>
      <Chooser ladder={ladder} from={from.id} to={to.id} />
      {from.id === to.id ? (
        <p>These are the same. Choose two different levels to compare them.</p>
      ) : (
        <>
          <div class="pair">
            <OneLevel ladder={ladder} base={base} level={from} />
            <OneLevel ladder={ladder} base={base} level={to} />
          </div>
          <Competencies {...parts} title={`More is expected at ${to.id}`} of={risen} />
          <Competencies {...parts} title="Expected in a different way" of={others} />
          {same.length > 0 && (
            <section>
              <h2>The same at both</h2>
              <ul>
                {same.map(({ competency, to: step }) => (
                  <li>
                    <a href={`${base}/competencies/${competency.id}`}>{competency.title}</a>: {stepTitle(ladder, step)}
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </LadderFrame>
  );
};

const Chooser: FC<{ ladder: PublishedLadder; from: string; to: string }> = ({ ladder, from, to }) => (
  <form method="get" class="chooser">
    <Select name="from" label="Compare" ladder={ladder} chosen={from} />
    <Select name="to" label="with" ladder={ladder} chosen={to} />
    <button type="submit">Compare</button>
  </form>
);

const Select: FC<{ name: string; label: string; ladder: PublishedLadder; chosen: string }> = ({
  name,
  label,
  ladder,
  chosen,
}) => (
  <label>
    {label}
    <select name={name}>
      {describedLevels(ladder).map((level) => (
        <option value={level.id} selected={level.id === chosen}>
          {levelTitle(level, ladder)}
        </option>
      ))}
    </select>
  </label>
);

const OneLevel: FC<Placed & { level: Level }> = ({ ladder, base, level }) => (
  <div class="card">
    <h2>
      <a href={`${base}/levels/${level.id}`}>{levelTitle(level, ladder)}</a>
    </h2>
    {level.summary && <p>{level.summary}</p>}
    <p>
      <Tags ladder={ladder} level={level} />
    </p>
  </div>
);

interface CompetenciesProps extends Placed {
  title: string;
  of: ComparedCompetency[];
  from: string;
  to: string;
}

const Competencies: FC<CompetenciesProps> = ({ title, of, ...parts }) =>
  of.length === 0 ? null : (
    <section>
      <h2>{title}</h2>
      {of.map((one) => (
        <OneCompetency {...parts} compared={one} />
      ))}
    </section>
  );

const OneCompetency: FC<Omit<CompetenciesProps, 'title' | 'of'> & { compared: ComparedCompetency }> = ({
  ladder,
  base,
  from,
  to,
  compared,
}) => {
  const { competency, texts } = compared;
  const placed = { ladder, base, competency };
  return (
    <section>
      <h3>
        <a href={`${base}/competencies/${competency.id}`}>{competency.title}</a>
      </h3>
      <p class="soft">
        <ExpectedStep {...placed} whose={from} step={compared.from} />{' '}
        <ExpectedStep {...placed} whose={to} step={compared.to} />
      </p>
      {texts.length > 0 && (
        <table class="stack">
          <caption class="unseen">
            {competency.title} at {from} and at {to}
          </caption>
          <thead>
            <tr>
              <th scope="col">
                <span class="unseen">Part</span>
              </th>
              <th scope="col">{from}</th>
              <th scope="col">{to}</th>
            </tr>
          </thead>
          <tbody>
            {texts.map((text) => (
              <tr>
                <th scope="row">{text.title}</th>
                <td data-label={from}>
                  <Texts of={text.from} />
                </td>
                <td data-label={to}>
                  <Texts of={text.to} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

const Texts: FC<{ of: string[] }> = ({ of }) =>
  of.length > 1 ? (
    <ul>
      {of.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  ) : (
    (of[0] ?? '')
  );
