import type { Case } from '../../../contract/events.ts';
import type { EvidenceCheck, EvidenceField, Requirement } from '../../../contract/ladder-requirements.ts';
import { limits } from '../../../contract/names.ts';
import { isDay, monthsHavePassed } from '../../calendar/calendar.ts';
import type { Fault } from '../../fault.ts';
import { dimensionsOf } from '../../ladder/dimensions.ts';
import { type EvidenceBody, evidenceOf, kindOf } from './contents.ts';
import { transitionOf } from './path.ts';
import type { Context } from './types.ts';

type Rules = Pick<Context, 'ladder' | 'intranetHosts'>;

/** What the portfolio of a case must hold, on the track that was declared. */
export function portfolioOf(head: Case['head'], ladder: Rules['ladder']): Requirement[] {
  return transitionOf(ladder, head).portfolio.filter(({ track }) => track === null || track === head.track);
}

/** The faults of one piece of evidence by itself: its kind, fields, link and size. */
export function faultsOfEvidence(evidence: Omit<EvidenceBody, 'id'>, state: Case, context: Rules): Fault[] {
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
  const bytes = new TextEncoder().encode(JSON.stringify({ ...evidence, url: plainLink(evidence.url) })).length;
  return [
    ...(isAllowedLink(evidence.url, context.intranetHosts)
      ? []
      : [{ path: 'url', reason: 'give a link that begins with https://' }]),
    ...Object.keys(evidence.fields)
      .filter((id) => !known.has(id))
      .map((id) => ({ path: `fields.${id}`, reason: `'${kind.title}' has no such field` })),
    ...kind.fields.flatMap((field) => faultOfField(field, evidence.fields[field.id])),
    ...evidence.shows.flatMap((id, at) =>
      dimensions.has(id) ? [] : [{ path: `shows.${at}`, reason: 'the ladder has no such dimension' }],
    ),
    ...(bytes > limits.evidenceBytes
      ? [{ path: 'note', reason: `a piece of evidence holds at most ${limits.evidenceBytes} bytes; this is ${bytes}` }]
      : []),
  ];
}

/**
 * Whether a link may be stored and shown: no link, https, or plain http to a configured intranet host. Other schemes,
 * credentials in the link and control characters are refused, because a browser would read such a link differently.
 */
export function isAllowedLink(link: string | null, intranetHosts: readonly string[]): boolean {
  if (link === null) return true;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop these inside a scheme, so `java\nscript:` runs
  if (/[\u0000-\u0020\u007f\\]/.test(link) || !URL.canParse(link)) return false;
  const url = new URL(link);
  if (url.username || url.password || !url.hostname) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && intranetHosts.includes(url.hostname));
}

/**
 * A link in the form in which a browser understands it: `https:/x` becomes `https://x/`, and a host in other letters is
 * written in ASCII (punycode), so that it cannot look like another host. Text that is no link stays as it is.
 */
export function plainLink(link: string | null): string | null {
  return link !== null && URL.canParse(link) ? new URL(link).href : link;
}

function faultOfField(field: EvidenceField, value: string | number | undefined): Fault[] {
  const path = `fields.${field.id}`;
  if (value === undefined || value === '') return field.required ? [{ path, reason: `fill in '${field.title}'` }] : [];
  if (field.kind === 'number')
    return typeof value === 'number' && Number.isFinite(value) ? [] : [{ path, reason: 'give a number' }];
  if (typeof value !== 'string') return [{ path, reason: 'give text' }];
  return field.kind === 'date' && !isDay(value) ? [{ path, reason: 'give a day such as 2026-05-31' }] : [];
}

/** The state of one requirement of the portfolio. */
export interface RequirementStatus {
  requirement: Requirement;
  /** Ids of the pieces that count towards it. */
  counted: string[];
  waived: boolean;
  met: boolean;
  faults: Fault[];
}

/** Every requirement, with what counts and what is missing, judged at `now`. */
export function requirementsOf(state: Case, context: Pick<Context, 'ladder' | 'now'>): RequirementStatus[] {
  const evidence = evidenceOf(state);
  const portfolio = portfolioOf(state.head, context.ladder);
  return portfolio.map((requirement) => {
    const waived = state.head.waivers.some((one) => one.requirement === requirement.id);
    const waivedRequirements = new Set(state.head.waivers.map((one) => one.requirement));
    const own = evidence.filter((one) => one.requirement === requirement.id);
    const judged = own.map((one) => ({
      id: one.id,
      faults: faultsOfChecks(one, { portfolio, evidence, waived: waivedRequirements, now: context.now }),
    }));
    const counted = judged.filter((one) => one.faults.length === 0).map((one) => one.id);
    const met = waived || counted.length >= requirement.count;
    const missing = requirement.count - counted.length;
    return {
      requirement,
      counted,
      waived,
      met,
      faults: met
        ? []
        : [
            ...judged.flatMap((one) => one.faults),
            ...(own.length < requirement.count
              ? [{ path: `requirements.${requirement.id}`, reason: `add ${missing} more: ${requirement.title}` }]
              : []),
          ],
    };
  });
}

/** What keeps the portfolio from being handed in. */
export function faultsOfPortfolio(state: Case, context: Pick<Context, 'ladder' | 'now'>): Fault[] {
  return requirementsOf(state, context).flatMap((status) => status.faults);
}

/** What the checks of a piece are judged by. */
interface Surroundings {
  portfolio: readonly Requirement[];
  /** All pieces of the case. */
  evidence: readonly EvidenceBody[];
  /** Ids of the requirements that are waived. */
  waived: ReadonlySet<string>;
  now: string;
}

/** The checks that a piece fails. The reason names the field, because a person reads it below all fields of the piece. */
function faultsOfChecks(piece: EvidenceBody, around: Surroundings): Fault[] {
  const kind = kindOf(around.portfolio, piece);
  return (kind?.checks ?? []).flatMap((check) => {
    const reason = reasonOfCheck(check, piece, around);
    const title = kind?.fields.find((field) => field.id === check.field)?.title ?? check.field;
    return reason === null
      ? []
      : [{ path: `evidence.${piece.id}.fields.${check.field}`, reason: `'${title}' ${reason}` }];
  });
}

/** Why a piece fails a check, to be read after the title of the field. Null if it passes. */
function reasonOfCheck(
  check: EvidenceCheck,
  piece: EvidenceBody,
  { portfolio, evidence, waived, now }: Surroundings,
): string | null {
  const value = piece.fields[check.field];
  switch (check.kind) {
    case 'months-up-to-submission':
      return typeof value === 'string' && monthsHavePassed(value, now, check.atLeast)
        ? null
        : `must be at least ${check.atLeast} calendar months before you hand in the portfolio`;
    case 'at-least':
      return typeof value === 'number' && value >= check.value ? null : `must be at least ${check.value}`;
    case 'equals':
      return fold(value) === fold(check.value) ? null : `must be '${check.value}'`;
    case 'same-as': {
      // If the other requirement is waived, there is nothing to compare with.
      if (waived.has(check.requirement)) return null;
      const others = evidence.filter((one) => one.requirement === check.requirement);
      if (others.some((one) => fold(one.fields[check.otherField]) === fold(value))) return null;
      const other = portfolio.find((one) => one.id === check.requirement)?.title ?? check.requirement;
      return `must be the same as in the evidence for '${other}'`;
    }
  }
}

/** Two names that differ only in upper case or outer spaces count as the same. */
function fold(value: string | number | undefined): string {
  return String(value ?? '')
    .trim()
    .toLocaleLowerCase('en');
}
