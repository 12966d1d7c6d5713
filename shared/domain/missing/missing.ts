import type { Ladder } from '../../contract/ladder.ts';
import type { Gap, Missing } from '../../contract/missing.ts';
import type { Ratings } from '../../contract/score.ts';
import { monthsHavePassed } from '../calendar/calendar.ts';
import { dayWords } from '../calendar/words.ts';
import type { RequirementStatus } from '../case/state/evidence.ts';
import { findTransition } from '../case/state/path.ts';
import { attestationsOf } from '../ladder/criteria.ts';
import { repairsFor } from '../ladder/repair/repairs.ts';
import { score } from '../ladder/score.ts';
import { roleTitle } from '../words.ts';
import { coverageOf, type Piece, projectsOf } from './coverage.ts';

export interface MissingInput {
  ladder: Ladder;
  /** The id of a transition of the ladder, or of a change of track. */
  transition: string;
  track: string | null;
  /** The engineer's own ratings. Dimensions can be missing. */
  ratings: Ratings;
  evidence: readonly Piece[];
  /** The state of each requirement of the portfolio. */
  requirements: readonly RequirementStatus[];
  /** The day of the case. */
  today: string;
}

/** For how many months evidence counts as recent. Origin: ours; no source gives a number. */
const recentMonths = 12;

const note =
  'Covering everything here is necessary, but not sufficient: this list shows what is there, not how good it is. Your reviewers and signers judge that.';

/**
 * What an engineer can still do before a transition. A blocking gap prevents handing in. An advisory gap does not, but
 * reviewers and signers can ask about it. The list uses only the input, and it decides nothing. The ratings must fit
 * the ladder.
 */
export function missingFor(input: MissingInput): Missing {
  const { ladder, transition, ratings, evidence } = input;
  // A change of track can ask for no ratings: then no dimension has to be rated or shown.
  const isRated = findTransition(ladder, transition)?.path.some((stage) => stage.kind === 'self-assessment') ?? true;
  const coverage = isRated ? coverageOf(ladder, ratings, evidence) : [];
  return {
    note,
    blocking: [...(isRated ? unrated(ladder, ratings) : []), ...unmet(input)],
    advisory: [
      ...ownVerdicts(input),
      ...questions(input),
      ...coverage.flatMap((competency) => gapsOfCompetency(competency, input)),
      ...oneProject(input),
      ...evidence.flatMap(gapsOfPiece),
    ],
    coverage,
  };
}

function unrated(ladder: Ladder, ratings: Ratings): Gap[] {
  return ladder.competencies.flatMap((competency) =>
    competency.dimensions
      .filter(({ id }) => ratings[id] === undefined)
      .map(({ id, title }) => ({
        code: 'dimension-not-rated',
        place: id,
        sentence: `Still to rate in your self-assessment: ${named(title, competency.title)}.`,
      })),
  );
}

/** A dimension with its competency, if the two have different titles. */
function named(dimension: string, competency: string): string {
  return dimension === competency ? dimension : `${dimension} (${competency})`;
}

function unmet({ requirements, evidence }: MissingInput): Gap[] {
  return requirements.flatMap(({ requirement, faults }) =>
    faults.map(({ path, reason }): Gap => {
      const [part, id] = path.split('.');
      const piece = part === 'evidence' ? evidence.find((one) => one.id === id) : undefined;
      return {
        code: 'requirement-not-met',
        place: requirement.id,
        sentence: piece ? `'${piece.title}': ${reason}.` : `For your portfolio, ${reason}.`,
      };
    }),
  );
}

function ownVerdicts({ ladder, transition, track, ratings }: MissingInput): Gap[] {
  // A change of track has no criteria, and no ratings are scored for it.
  if (!ladder.transitions.some((one) => one.id === transition)) return [];
  const asked = { ratings, transition, ...(track === null ? {} : { track }) };
  const result = score(ladder, asked);
  if (!result.ok) throw new Error(`The ratings do not fit ladder ${ladder.id}: ${JSON.stringify(result.faults)}`);
  const repairs = repairsFor(ladder, asked);
  return result.score.criteria
    .filter((one) => one.verdict === 'fail')
    .map(({ id, title, reason }) => ({
      code: 'criterion-not-met',
      place: id,
      sentence: [`'${title}' is not met by your own ratings yet: ${reason}`, repairs[id]?.[0]?.sentence]
        .filter((one) => one !== undefined)
        .join(' '),
    }));
}

/** Lists all questions, answered or not, because the engineer is not yet allowed to know the answers. */
function questions({ ladder, transition, track }: MissingInput): Gap[] {
  const chosen = findTransition(ladder, transition);
  return (chosen ? attestationsOf(chosen, track) : []).map(({ id, by, question }) => ({
    code: 'question-for-others',
    place: id,
    sentence: `Not for you to answer, but for the ${roleTitle(by)}: ${question}`,
  }));
}

function gapsOfCompetency({ competency, title, dimensions }: Missing['coverage'][number], input: MissingInput): Gap[] {
  const covered = dimensions.filter((one) => one.evidence.length > 0);
  const newest = covered
    .flatMap((one) => one.newest ?? [])
    .sort()
    .at(-1);
  return [
    ...dimensions
      .filter((one) => one.evidence.length === 0)
      .map(
        (one): Gap => ({
          code: 'dimension-without-evidence',
          place: one.id,
          sentence: `No evidence shows ${named(one.title, title)} yet.`,
        }),
      ),
    ...(newest !== undefined && monthsHavePassed(newest, input.today, recentMonths)
      ? [
          {
            code: 'evidence-old' as const,
            place: competency,
            sentence: `The newest evidence for ${title} is from ${dayWords(newest)}, ${recentMonths} months ago or more.`,
          },
        ]
      : []),
    ...(covered.length > 0 && !covered.some((one) => one.corroborated)
      ? [
          {
            code: 'evidence-not-corroborated' as const,
            place: competency,
            sentence: `No evidence for ${title} names a second person who saw the work.`,
          },
        ]
      : []),
  ];
}

function oneProject({ evidence, transition }: MissingInput): Gap[] {
  const naming = evidence.filter((piece) => piece.project.trim() !== '');
  const [project, ...others] = projectsOf(naming);
  if (project === undefined || others.length > 0 || naming.length < 2) return [];
  const sentence = `Every piece of evidence that names a project names '${project}'. Evidence from another would show that your work does not depend on one project.`;
  return [{ code: 'evidence-from-one-project', place: transition, sentence }];
}

function gapsOfPiece({ id, title, workedOn, project, shows }: Piece): Gap[] {
  const gaps: Gap[] = [];
  const add = (code: Gap['code'], sentence: string) => gaps.push({ code, place: id, sentence });
  if (workedOn === null)
    add('evidence-without-day', `'${title}' has no day yet, so reviewers cannot tell how recent it is.`);
  if (project.trim() === '') add('evidence-without-project', `'${title}' does not say which project it was part of.`);
  if (shows.length === 0) add('evidence-shows-nothing', `'${title}' does not say which dimensions it shows.`);
  return gaps;
}
