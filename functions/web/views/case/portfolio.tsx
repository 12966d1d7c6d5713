import type { Child, FC } from 'hono/jsx';
import type { EvidenceView } from '#shared/contract/evidence-view.ts';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { EvidenceField } from '#shared/contract/ladder-requirements.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { dimensionsOf } from '#shared/domain/ladder/dimensions.ts';
import { Day, DueDay, Said } from '../text.tsx';
import { sentence, stepLink } from '../words.ts';
import { may } from './may.ts';
import { nameIn } from './names.ts';
import { isWaived, needless, Refusals, WaiverText } from './waivers.tsx';

type Requirement = NonNullable<CaseView['requirements']>[number];

/** Every requirement: its evidence, what is missing, and what this viewer can do about it. */
export const Portfolio: FC<{ view: CaseView; ladder: PublishedLadder }> = ({ view, ladder }) => {
  const { requirements } = view;
  // A change of track needs no portfolio.
  if (!requirements || requirements.length === 0) return null;
  const waived = requirements.filter(isWaived).length;
  const met = requirements.filter((one) => one.met).length - waived;
  return (
    <section id="portfolio">
      <h2>Portfolio</h2>
      <p>
        {met} of {requirements.length} requirements are met{waived > 0 && `, and ${waived} waived`}.
      </p>
      {view.previousCaseId !== null && (
        <p>
          {may(view, 'carry-evidence') ? (
            <>
              You can <a href={stepLink(view.id, 'carry-evidence')}>carry evidence over</a> from{' '}
              <a href={`/cases/${view.previousCaseId}`}>your previous case</a>.
            </>
          ) : (
            <>
              You have <a href={`/cases/${view.previousCaseId}`}>a previous case</a>.
              {view.stage === 'portfolio' || view.outcome !== null
                ? ''
                : ' You can carry evidence over from it while the portfolio is open.'}
            </>
          )}
        </p>
      )}
      <ul class="cards">
        {requirements.map((requirement) => (
          <li class="card">
            <OneRequirement view={view} ladder={ladder} requirement={requirement} />
          </li>
        ))}
      </ul>
    </section>
  );
};

interface RequirementProps {
  view: CaseView;
  ladder: PublishedLadder;
  requirement: Requirement;
}

const OneRequirement: FC<RequirementProps> = ({ view, ladder, requirement }) => {
  const { id, title, met, waiver, missing, denied, refused, isLost, definition } = requirement;
  const pieces = (view.evidence ?? []).filter((piece) => piece.requirement === id);
  const isOver = view.outcome !== null;
  return (
    <>
      <h3>
        <span class={`tag ${met ? 'pass' : isOver ? 'soft' : 'unknown'}`}>{stateOf(requirement, pieces, isOver)}</span>{' '}
        {title}
      </h3>
      {waiver && <WaiverText view={view} waiver={waiver} />}
      {waiver?.confirmed && !waiver.needed && <p class="soft">{needless}</p>}
      {!waiver?.confirmed && <Refusals view={view} refused={refused} />}
      {isLost && !met && (
        <p class="unknown">
          A waiver of this does not count any more, because of a conflict of interest. That is not the engineer’s fault.
        </p>
      )}
      {waiver?.forYou && (
        <p>
          <a class="button" href={stepLink(view.id, 'answer-waiver', { requirement: id })}>
            Answer the waiver<span class="unseen"> of {title}</span>
          </a>
        </p>
      )}
      {pieces.length > 0 && (
        <ul>
          {pieces.map((piece) => (
            <li id={`evidence-${piece.id}`}>
              <Piece view={view} ladder={ladder} requirement={requirement} piece={piece} />
            </li>
          ))}
        </ul>
      )}
      {denied.map(({ title, team, by }) => (
        <p class="fail">
          {by === null ? 'A person' : nameIn(view, by)} said that {team} has not adopted {title}. This piece is not
          among those of this requirement any more.
        </p>
      ))}
      {view.stage === 'portfolio' && pieces.length > 0 && missing.length > 0 && (
        <p class="unknown">{missing.map(sentence).join(' ')}</p>
      )}
      {may(view, 'add-evidence') && !waiver?.confirmed && !view.locked.includes(`requirement.${id}`) && (
        <ul class="actions">
          {definition.oneOf.map((kind) => (
            <li>
              <a class="button second" href={stepLink(view.id, 'add-evidence', { requirement: id, kind: kind.id })}>
                Add: {kind.title}
              </a>
            </li>
          ))}
        </ul>
      )}
      {may(view, 'waive-requirement') && !met && !waiver && definition.waivable && (
        <p>
          <a href={stepLink(view.id, 'waive-requirement', { requirement: id })}>
            Waive<span class="unseen"> {title}</span>
          </a>
        </p>
      )}
    </>
  );
};

/** A case that is over owes nothing any more. */
function stateOf(requirement: Requirement, pieces: readonly EvidenceView[], isOver: boolean): string {
  const { met, waiver } = requirement;
  if (isWaived(requirement)) return 'Waived:';
  if (met) return 'Met:';
  if (isOver) return 'Not met:';
  if (waiver) return 'Waiver not confirmed:';
  // The piece is there, and another team is asked whether it has adopted it.
  return pieces.some(({ adoption }) => adoption?.asked.length && adoption.confirmed === 'waiting')
    ? 'Not confirmed yet:'
    : 'Missing:';
}

const Piece: FC<RequirementProps & { piece: EvidenceView }> = ({ view, ladder, requirement, piece }) => {
  const kind = requirement.definition.oneOf.find((one) => one.id === piece.kind);
  const attached = view.attached[piece.id];
  const said = (kind?.fields ?? []).filter((field) => (piece.fields[field.id] ?? '') !== '');
  return (
    <>
      {piece.url ? (
        <a href={piece.url} rel="noopener noreferrer nofollow">
          {piece.title}
        </a>
      ) : (
        piece.title
      )}
      {attached && (
        <p>
          <a href={`/cases/${view.id}/evidence/${piece.id}/text`}>
            Read the attached text<span class="unseen"> of {piece.title}</span>
          </a>{' '}
          ({Math.ceil(attached.bytes / 1024)} KB)
        </p>
      )}
      {said.length > 0 && (
        <p class="soft">
          {said.map((field, at) => (
            <>
              {at > 0 && ' · '}
              {field.title}: {shown(field, piece)}
            </>
          ))}
        </p>
      )}
      {piece.note && <Said soft>{piece.note}</Said>}
      <About piece={piece} ladder={ladder} />
      {piece.adoption && <Adopted view={view} adoption={piece.adoption} id={piece.id} />}
      {may(view, 'amend-evidence') && !view.locked.includes(`evidence.${piece.id}`) && (
        <p>
          <a href={stepLink(view.id, 'amend-evidence', { evidence: piece.id })}>
            Change<span class="unseen"> {piece.title}</span>
          </a>
          {' · '}
          <a href={stepLink(view.id, 'remove-evidence', { evidence: piece.id })}>
            Remove<span class="unseen"> {piece.title}</span>
          </a>
        </p>
      )}
    </>
  );
};

const saidWords = {
  yes: 'says that it is so',
  no: 'says that it is not so',
  'not-mine': 'cannot say',
  silence: 'did not answer',
} as const;

/** Who has adopted a piece, who was asked about it, and what they said. */
const Adopted: FC<{ view: CaseView; adoption: NonNullable<EvidenceView['adoption']>; id: string }> = ({
  view,
  adoption: { team, since, confirmerId, confirmed, asked, nameBy, overdue },
  id,
}) => {
  const nameOf = (personId: string | null) =>
    personId === null
      ? 'There is no other lead of the team who could be asked'
      : view.people[personId]
        ? nameIn(view, personId)
        : 'A person';
  return (
    <>
      <p class="soft">
        Adopted by {team} since <Day at={since} />.{' '}
        {asked.length === 0 && `${nameOf(confirmerId)} is asked when the portfolio is handed in.`}
        {confirmed === 'nobody' && 'Nobody is left who could confirm it.'}
      </p>
      {asked.length > 0 && (
        <ul>
          {asked.map(({ to, dueAt, overdue, answer, isCurrent }) => (
            <li class={answer === 'no' ? 'fail' : 'soft'}>
              {nameOf(to)}
              {to !== null && (answer ? ` ${saidWords[answer]}` : ' is asked')}
              {answer === null && dueAt && (
                <>
                  {' '}
                  until <DueDay of={{ dueAt, overdue, timeZone: view.timeZone }} />
                </>
              )}
              {!isCurrent && ', about an earlier version'}.
            </li>
          ))}
        </ul>
      )}
      {nameBy && may(view, 'name-confirmer') && (
        <p>
          <a href={stepLink(view.id, 'name-confirmer', { evidence: id })}>Name another person</a> by{' '}
          <DueDay of={{ dueAt: nameBy, overdue, timeZone: view.timeZone }} />.
        </p>
      )}
    </>
  );
};

/** When and where the work was done, who else saw it, and what it shows. */
const About: FC<{ piece: EvidenceView; ladder: PublishedLadder }> = ({ piece, ladder }) => {
  const { workedOn, project, seenBy, shows } = piece;
  const dimensions = dimensionsOf(ladder).filter(({ id }) => shows.includes(id));
  return workedOn || project || seenBy || dimensions.length > 0 ? (
    <p class="soft">
      {workedOn && (
        <>
          Done <Day at={workedOn} />.{' '}
        </>
      )}
      {project && `Project: ${project}. `}
      {seenBy && `Also seen by: ${seenBy}. `}
      {dimensions.length > 0 && `Shows: ${dimensions.map((one) => one.title).join(', ')}.`}
    </p>
  ) : null;
};

function shown({ id, kind }: EvidenceField, { fields }: EvidenceView): Child {
  const value = fields[id];
  return kind === 'date' && !Number.isNaN(Date.parse(String(value))) ? <Day at={String(value)} /> : value;
}
