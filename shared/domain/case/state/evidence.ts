import type { Case } from '../../../contract/events.ts';
import type { EvidenceField, EvidenceKind, Requirement } from '../../../contract/ladder-requirements.ts';
import { limits } from '../../../contract/names.ts';
import type { Person } from '../../../contract/people.ts';
import { isDay } from '../../calendar/calendar.ts';
import type { Fault } from '../../fault.ts';
import { dimensionsOf } from '../../ladder/dimensions.ts';
import { evidenceLabels } from '../../words.ts';
import { confirmedOf } from './adoption.ts';
import { bodyAt, type EvidenceBody, evidenceOf, kindOf, type PortfolioBody } from './contents.ts';
import { faultsOfChecks, namesTheEngineer } from './evidence-checks.ts';
import { isHandedIn } from './handed-in.ts';
import { isAllowedLink, isSameLink, plainLink } from './links.ts';
import { transitionOf } from './path.ts';
import type { Context } from './types.ts';
import { isConfirmed, waitsForWaiver } from './waivers.ts';
import { dayIn } from './zone.ts';

type Rules = Pick<Context, 'ladder' | 'intranetHosts' | 'now'> & {
  /** The engineer: only they write evidence. */
  actor: Person;
};

/** What the portfolio of a case must hold, on the track that was declared. */
export function portfolioOf(head: Case['head'], ladder: Context['ladder']): Requirement[] {
  return transitionOf(ladder, head).portfolio.filter(({ track }) => track === null || track === head.track);
}

/** A piece as it is written, or as it is stored. Of its text only counts whether there is one. */
type Written = Omit<EvidenceBody, 'text'> & { text?: unknown };

/** The faults of a piece of evidence as it is written: its kind, fields, link and size, and what cannot be true. */
export function faultsOfEvidence(evidence: Written, state: Case, context: Rules): Fault[] {
  const portfolio = portfolioOf(state.head, context.ladder);
  const requirement = portfolio.find((one) => one.id === evidence.requirement);
  if (!requirement)
    return [{ path: 'requirement', reason: `give one of ${portfolio.map((one) => one.id).join(', ')}` }];
  const kind = kindOf(portfolio, evidence);
  if (!kind)
    return [
      { path: 'kind', reason: `'${requirement.title}' takes ${requirement.oneOf.map((one) => one.id).join(' or ')}` },
    ];
  const known = new Set(kind.fields.map((field) => field.id));
  const dimensions = new Set(dimensionsOf(context.ladder).map((one) => one.id));
  const bytes = new TextEncoder().encode(
    JSON.stringify({ ...evidence, text: undefined, url: plainLink(evidence.url) }),
  ).length;
  return [
    ...(isAllowedLink(evidence.url, context.intranetHosts)
      ? []
      : [{ path: 'url', reason: 'give a link that begins with https://' }]),
    ...Object.keys(evidence.fields)
      .filter((id) => !known.has(id))
      .map((id) => ({ path: `fields.${id}`, reason: `'${kind.title}' has no such field` })),
    ...kind.fields.flatMap((field) => faultOfField(field, evidence.fields[field.id])),
    ...kind.checks
      .filter((one) => one.kind === 'not-the-engineer' && namesTheEngineer(evidence.fields[one.field], context.actor))
      .map(({ field }) => ({ path: `fields.${field}`, reason: `${titleOf(field, kind)} must be somebody else` })),
    ...faultsOfContent(evidence, kind, othersFor(evidence, state), dayIn(state.head, context.now)),
    ...faultsOfAdoption(evidence, kind, dayIn(state.head, context.now)),
    ...evidence.shows.flatMap((id, at) =>
      dimensions.has(id) ? [] : [{ path: `shows.${at}`, reason: 'the ladder has no such dimension' }],
    ),
    ...(bytes > limits.evidenceBytes
      ? [{ path: 'note', reason: `a piece of evidence holds at most ${limits.evidenceBytes} bytes; this is ${bytes}` }]
      : []),
  ];
}

/** Whether a kind that others must adopt says who has adopted it, and no other kind does. */
function faultsOfAdoption(
  { adoption }: Pick<EvidenceBody, 'adoption'>,
  { title, adoption: rule }: EvidenceKind,
  today: string,
): Fault[] {
  if (!rule) return adoption ? [{ path: 'adoption', reason: `'${title}' is not adopted by a team; leave it out` }] : [];
  if (!adoption) return [{ path: 'adoption.confirmerId', reason: 'name a person of the team that has adopted it' }];
  return adoption.since > today ? [{ path: 'adoption.since', reason: notAhead(evidenceLabels.since) }] : [];
}

const notAhead = (label: string) => `'${label}' must not be in the future`;

/** The other pieces for the same requirement. */
function othersFor({ id, requirement }: Written, state: Case): EvidenceBody[] {
  return evidenceOf(state).filter((one) => one.requirement === requirement && one.id !== id);
}

/** What a piece of any ladder must be: others can open it, it is not there already, and its days are not ahead. */
function faultsOfContent(
  { url, text, fields, workedOn }: Written,
  kind: EvidenceKind,
  others: readonly EvidenceBody[],
  today: string,
): Fault[] {
  const same = url === null ? undefined : others.find((one) => one.url !== null && isSameLink(one.url, url));
  const ahead = kind.fields.filter(({ id, kind: of }) => of === 'date' && String(fields[id] ?? '') > today);
  return [
    ...(kind.document && !kind.document.orAttestation && url === null && !text
      ? [
          {
            path: 'url',
            reason: `'${evidenceLabels.url}' is missing: others must be able to open the ${kind.title.toLowerCase()}. Give a link, or attach a text`,
          },
        ]
      : []),
    ...(same
      ? [{ path: 'url', reason: `'${evidenceLabels.url}' is the one of '${same.title}': each piece needs its own` }]
      : []),
    ...ahead.map(({ id, title }) => ({ path: `fields.${id}`, reason: notAhead(title) })),
    ...(workedOn !== null && workedOn > today ? [{ path: 'workedOn', reason: notAhead(evidenceLabels.workedOn) }] : []),
  ];
}

const titleOf = (field: string, { fields }: EvidenceKind) =>
  `'${fields.find((one) => one.id === field)?.title ?? field}'`;

function faultOfField(field: EvidenceField, value: string | number | undefined): Fault[] {
  const path = `fields.${field.id}`;
  if (value === undefined || value === '') return field.required ? [{ path, reason: `fill in '${field.title}'` }] : [];
  if (field.kind === 'number')
    return typeof value === 'number' && Number.isFinite(value)
      ? []
      : [{ path, reason: `'${field.title}' must be a number` }];
  if (typeof value !== 'string') return [{ path, reason: `'${field.title}' must be text` }];
  return field.kind === 'date' && !isDay(value) ? [{ path, reason: `'${field.title}' must be a day` }] : [];
}

/** The state of one requirement of the portfolio. */
export interface RequirementStatus {
  requirement: Requirement;
  /** Ids of the pieces that count towards it. */
  counted: string[];
  waived: boolean;
  /** Whether its evidence meets it, whether or not it is waived. */
  metByEvidence: boolean;
  met: boolean;
  faults: Fault[];
}

/** Every requirement, with what counts and what is missing, judged at `now`. */
export function requirementsOf(state: Case, { ladder, now }: Pick<Context, 'ladder' | 'now'>): RequirementStatus[] {
  const evidence = evidenceOf(state);
  const portfolio = portfolioOf(state.head, ladder);
  const today = dayIn(state.head, now);
  const isOver = isHandedIn(state.head);
  const waivedRequirements = new Set(state.head.waivers.filter(isConfirmed).map((one) => one.requirement));
  return portfolio.map((requirement) => {
    const waived = waivedRequirements.has(requirement.id);
    const own = evidence.filter((one) => one.requirement === requirement.id);
    const judged = own.map((one, at) => {
      const kind = kindOf(portfolio, one);
      const faults = [
        ...(kind ? faultsOfContent(one, kind, own.slice(0, at), today) : []),
        ...faultsOfChecks(one, { portfolio, evidence, waived: waivedRequirements, today, isHandedIn: isOver }),
        ...faultsOfAnswer(one, state.head),
      ];
      return { id: one.id, faults: faults.map((fault) => ({ ...fault, path: `evidence.${one.id}.${fault.path}` })) };
    });
    const counted = judged.filter((one) => one.faults.length === 0).map((one) => one.id);
    const unconfirmed = isOver ? waitingOf(own, counted, requirement, state.head) : [];
    const metByEvidence = counted.length - unconfirmed.length >= requirement.count;
    const met = waived || metByEvidence;
    const missing = requirement.count - counted.length;
    const isAsked =
      !waived && waitsForWaiver(state.head) && state.head.waivers.some((one) => one.requirement === requirement.id);
    return {
      requirement,
      counted,
      waived,
      met,
      metByEvidence,
      faults: met
        ? []
        : [
            ...judged.flatMap((one) => one.faults),
            ...unconfirmed.map(({ id, title }) => ({
              path: `evidence.${id}.adoption`,
              reason: `nobody has confirmed yet that a team has adopted '${title}'`,
            })),
            ...(own.length < requirement.count
              ? [
                  {
                    path: `requirements.${requirement.id}`,
                    reason: `add ${missing} more: ${requirement.title}${isAsked ? ', or wait until its waiver is answered' : ''}`,
                  },
                ]
              : []),
          ],
    };
  });
}

/**
 * The requirements that are not met because nobody has confirmed that a team has adopted their pieces, or because a waiver of
 * them does not count any more.
 */
export function unconfirmedIn(state: Case, context: Pick<Context, 'ladder' | 'now'>): RequirementStatus[] {
  const isOpen = ({ id }: EvidenceBody) => ![null, 'yes'].includes(confirmedOf(state.head, id));
  const open = [
    ...evidenceOf(state)
      .filter(isOpen)
      .map((one) => one.requirement),
    ...waiversLost(state),
  ];
  return requirementsOf(state, context).filter(({ met, requirement }) => !met && open.includes(requirement.id));
}

/** The requirements that were waived when the portfolio was handed in, by somebody who turned out to have a conflict. */
export function waiversLost(state: Case): string[] {
  const { portfolio, waivers } = state.head;
  const handedIn = portfolio ? (bodyAt<PortfolioBody>(state, portfolio.seq)?.waivers ?? []) : [];
  const isCounted = (id: string) => waivers.some((one) => one.requirement === id && isConfirmed(one));
  return handedIn.map((one) => one.requirement).filter((id) => !isCounted(id));
}

/** A piece that its team says it has not adopted does not count, nor one that nobody can confirm. */
function faultsOfAnswer({ id, title, adoption }: EvidenceBody, head: Case['head']): Fault[] {
  const confirmed = confirmedOf(head, id);
  if (!adoption || (confirmed !== 'no' && confirmed !== 'nobody')) return [];
  const reason =
    confirmed === 'no'
      ? `the person who was asked says that ${adoption.team} has not adopted '${title}'`
      : `nobody of ${adoption.team} could say whether it has adopted '${title}'`;
  return [{ path: 'adoption', reason }];
}

/** The pieces that count as soon as their team confirms that it has adopted them. */
function waitingOf(
  own: readonly EvidenceBody[],
  counted: readonly string[],
  { oneOf }: Requirement,
  head: Case['head'],
): EvidenceBody[] {
  return own.filter(
    ({ id, kind }) =>
      counted.includes(id) && oneOf.find((one) => one.id === kind)?.adoption && confirmedOf(head, id) !== 'yes',
  );
}

/** What keeps the portfolio from being handed in. */
export function faultsOfPortfolio(state: Case, context: Pick<Context, 'ladder' | 'now'>): Fault[] {
  return requirementsOf(state, context).flatMap((status) => status.faults);
}
