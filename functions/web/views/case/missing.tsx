import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { DimensionCoverage, Gap, Missing } from '#shared/contract/missing.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { linkTo } from '../ladder/places.ts';
import { Layout } from '../layout.tsx';
import { Day } from '../text.tsx';
import { stepLink, transitionTitle } from '../words.ts';
import { may } from './may.ts';

interface MissingProps {
  view: CaseView;
  ladder: PublishedLadder;
  missing: Missing;
  person: Person;
}

/** What is still missing in an engineer's case: what they need before they can submit, advice, and what the evidence covers. */
export const MissingPage: FC<MissingProps> = ({ view, ladder, missing, person }) => (
  <Layout title="What is missing" person={person} wide>
    <p>
      <a href={`/cases/${view.id}`}>Your case, {transitionTitle(view.transition)}</a>
    </p>
    <h1>What is missing</h1>
    <p class="lead">{missing.note}</p>
    <p class="soft">This uses only your own ratings and evidence, never what others said. Only you can see it.</p>
    <section>
      <h2>Before you can hand in</h2>
      {missing.blocking.length === 0 ? <p>Nothing is missing here.</p> : <Gaps gaps={missing.blocking} />}
      <Ways view={view} />
    </section>
    {missing.advisory.length > 0 && (
      <section>
        <h2>What would make it stronger</h2>
        <p class="soft">You can hand in without this. Reviewers and signers can ask about it.</p>
        <Gaps gaps={missing.advisory} />
      </section>
    )}
    <section>
      <h2>What your evidence covers</h2>
      <p class="soft">
        Each dimension links to the description of its steps. Each piece of evidence links to your case.
      </p>
      {missing.coverage.map((one) => (
        <Covered competency={one} view={view} ladder={ladder} />
      ))}
    </section>
  </Layout>
);

/** Gaps, grouped by kind. Long lists are folded away. */
const Gaps: FC<{ gaps: Gap[] }> = ({ gaps }) => (
  <ul class="cards">
    {[...new Set(gaps.map((gap) => gap.code))].map((code) => {
      const own = gaps.filter((gap) => gap.code === code);
      const list = (
        <ul>
          {own.map((gap) => (
            <li>{gap.sentence}</li>
          ))}
        </ul>
      );
      return (
        <li class="card">
          <h3>{titles[code]}</h3>
          {own.length > 5 ? (
            <details>
              <summary>{own.length} of these</summary>
              {list}
            </details>
          ) : (
            list
          )}
        </li>
      );
    })}
  </ul>
);

const titles: Record<Gap['code'], string> = {
  'dimension-not-rated': 'Still to rate in your self-assessment',
  'requirement-not-met': 'Still to add to your portfolio',
  'criterion-not-met': 'Criteria that your own ratings do not meet yet',
  'question-for-others': 'Questions that others will answer',
  'dimension-without-evidence': 'Dimensions without evidence',
  'evidence-old': 'Evidence from longer ago',
  'evidence-not-corroborated': 'Evidence that names nobody else who saw it',
  'evidence-from-one-project': 'Evidence from a single project',
  'evidence-without-day': 'Evidence without a day',
  'evidence-without-project': 'Evidence without a project',
  'evidence-shows-nothing': 'Evidence that does not say what it shows',
};

/** Links to the steps that the engineer can take now. */
const Ways: FC<{ view: CaseView }> = ({ view }) => (
  <ul class="actions">
    {may(view, 'submit-self-assessment') && (
      <li>
        <a class="button" href={stepLink(view.id, 'submit-self-assessment')}>
          Continue your self-assessment
        </a>
      </li>
    )}
    {may(view, 'add-evidence') && (
      <li>
        <a class="button" href={`/cases/${view.id}#portfolio`}>
          Continue your portfolio
        </a>
      </li>
    )}
  </ul>
);

interface CoveredProps {
  competency: Missing['coverage'][number];
  view: CaseView;
  ladder: PublishedLadder;
}

const Covered: FC<CoveredProps> = ({ competency: { competency, title, dimensions, covered, of }, view, ladder }) => (
  <table class="stack coverage">
    <caption>
      <a href={`${baseOf(ladder)}/competencies/${competency}`}>{title}</a>: {covered} of {of} dimensions
    </caption>
    <thead>
      <tr>
        <th scope="col">Dimension</th>
        <th scope="col">Evidence</th>
        <th scope="col">Newest</th>
        <th scope="col">Seen by another person</th>
        <th scope="col">Projects</th>
      </tr>
    </thead>
    <tbody>
      {dimensions.map((dimension) => (
        <Row competency={competency} dimension={dimension} view={view} ladder={ladder} />
      ))}
    </tbody>
  </table>
);

interface RowProps {
  competency: string;
  dimension: DimensionCoverage;
  view: CaseView;
  ladder: PublishedLadder;
}

const Row: FC<RowProps> = ({ competency, dimension, view, ladder }) => {
  const { id, title, evidence, newest, corroborated, projects } = dimension;
  const pieces = (view.evidence ?? []).filter((piece) => evidence.includes(piece.id));
  const descriptors = linkTo(ladder, baseOf(ladder), `competencies.${competency}.dimensions.${id}`);
  return (
    <tr>
      <th scope="row">{descriptors ? <a href={descriptors.href}>{title}</a> : title}</th>
      <td data-label="Evidence">
        {pieces.length === 0
          ? 'none yet'
          : pieces.map((piece, at) => (
              <>
                {at > 0 && ', '}
                <a href={`/cases/${view.id}#evidence-${piece.id}`}>{piece.title}</a>
              </>
            ))}
      </td>
      {/* Without evidence the other cells stay empty. */}
      <td data-label="Newest">{pieces.length > 0 && (newest ? <Day at={newest} /> : 'no day given')}</td>
      <td data-label="Seen by another person">{pieces.length > 0 && (corroborated ? 'yes' : 'not said')}</td>
      <td data-label="Projects">{pieces.length > 0 && (projects.join(', ') || 'none named')}</td>
    </tr>
  );
};

/** The address of a version of a ladder. */
function baseOf({ id, version }: PublishedLadder): string {
  return `/ladders/${id}/versions/${version}`;
}
