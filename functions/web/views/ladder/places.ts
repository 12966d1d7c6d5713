import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { pathStageTitle } from '#shared/domain/words.ts';
import { hasWeights, shortTitleOf } from './words.ts';

/** A link to a place in a ladder: the page that shows it, and its name. */
export interface PlaceLink {
  href: string;
  words: string;
}

type Resolve = (ladder: PublishedLadder, rest: string[]) => { path: string; words: string } | null;

/**
 * A link to the page that shows a place of the document, such as `transitions.L1-L2.criteria`. Null if no page shows it.
 * A place without an anchor of its own links to the part that contains it.
 */
export function linkTo(ladder: PublishedLadder, base: string, place: string): PlaceLink | null {
  const [part = '', ...rest] = place.split('.');
  const found = Object.hasOwn(resolvers, part) ? resolvers[part]?.(ladder, rest) : null;
  return found ? { href: `${base}${found.path}`, words: found.words } : null;
}

/** Links to places, without duplicates. */
export function linksTo(ladder: PublishedLadder, base: string, places: readonly string[]): PlaceLink[] {
  const links = places.flatMap((place) => linkTo(ladder, base, place) ?? []);
  return [...new Map(links.map((link) => [`${link.href} ${link.words}`, link])).values()];
}

const atOverview =
  (anchor: string, words: string): Resolve =>
  () => ({ path: `#${anchor}`, words });

const resolvers: Record<string, Resolve> = {
  scale: atOverview('scale', 'The steps'),
  levels: (ladder, [id = '', field = '']) => {
    const level = ladder.levels.find((one) => one.id === id);
    return level ? { path: `/levels/${id}`, words: said(id, levelParts[field]) } : null;
  },
  sections: ({ sections = [] }, [id = '']) => {
    const section = sections.find((one) => one.id === id);
    return section ? { path: `#${id}`, words: section.title } : null;
  },
  hireBar: atOverview('levels', 'The hire bar'),
  areas: atOverview('matrix', 'The areas'),
  totalWeight: atOverview('matrix', 'The weights'),
  notApplicable: atOverview('matrix', 'Whether a dimension can be not applicable'),
  competencies: ofCompetency,
  tracks: (ladder, [id = '']) => {
    const track = ladder.tracks.find((one) => one.id === id);
    return track ? { path: `/tracks#${id}`, words: track.title } : null;
  },
  trackChange: ofTrackChange,
  transitions: ofTransition,
};

const levelParts: Record<string, string> = { band: 'band', seats: 'seats', sections: 'what it is about' };

/** Fields of a competency, each with its anchor and its name. */
const competencyParts: Record<string, [anchor: string, words: string]> = {
  rule: ['rule', 'how its value is computed'],
  weight: ['weight', 'weight'],
  dimensions: ['measurement', 'what is rated'],
  antiSignals: ['anti-signals', 'anti-signals'],
  prompts: ['prompts', 'what could show it'],
};

function ofCompetency(ladder: PublishedLadder, [id = '', field = '', inner = '']: string[]) {
  const competency = ladder.competencies.find((one) => one.id === id);
  if (!competency) return null;
  const path = `/competencies/${id}`;
  const dimension = field === 'dimensions' && competency.dimensions.find((one) => one.id === inner);
  if (dimension && Object.keys({ ...dimension.descriptors, ...dimension.descriptorsAt }).length > 0)
    return { path: `${path}#dimension-${inner}`, words: said(shortTitleOf(competency), dimension.title) };
  const part = Object.hasOwn(competencyParts, field) ? competencyParts[field] : undefined;
  // If every weight is the same, only the overview says so, not the pages of competencies.
  if (field === 'weight' && !hasWeights(ladder)) return { path: '#matrix', words: 'The weights' };
  const has = field !== 'antiSignals' && field !== 'prompts' ? true : competency[field].length > 0;
  return { path: part && has ? `${path}#${part[0]}` : path, words: said(shortTitleOf(competency), part?.[1]) };
}

function ofTrackChange({ trackChange, tracks }: PublishedLadder, [field = '', inner = '']: string[]) {
  if (trackChange === null || tracks.length === 0) return null;
  const words = 'Moving between tracks';
  if (field === 'onceInMonths') return { path: '/tracks#how-often', words: said(words, 'how often') };
  const stage = field === 'path' && trackChange.path.find((one) => one.kind === inner);
  if (stage)
    return { path: `/tracks#moving-stage-${inner}`, words: said(words, pathStageTitle(stage.kind).toLowerCase()) };
  return field === 'path'
    ? { path: '/tracks#moving-path', words: said(words, 'path') }
    : { path: '/tracks#moving', words };
}

function ofTransition(ladder: PublishedLadder, [id = '', field = '', inner = '']: string[]) {
  const transition = ladder.transitions.find((one) => one.id === id);
  if (!transition) return null;
  const path = `/transitions/${id}`;
  const title = `${transition.from} to ${transition.to}`;
  const criterion = transition.criteria.find((one) => one.id === inner);
  if (field === 'criteria')
    return criterion
      ? { path: `${path}#criterion-${inner}`, words: said(title, criterion.title) }
      : { path: `${path}#criteria`, words: said(title, 'criteria') };
  if (field === 'coolDown') return { path: `${path}#cool-down`, words: said(title, 'when to try again') };
  if (field === 'appeal') return { path: `${path}#appeal`, words: said(title, 'appeal') };
  if (field === 'exceptions') return { path: `${path}#exceptions`, words: said(title, 'exceptions') };
  const requirement = transition.portfolio.find((one) => one.id === inner);
  if (field === 'portfolio' && requirement)
    return { path: `${path}#requirement-${inner}`, words: said(title, requirement.title) };
  if (field === 'portfolio' && transition.portfolio.length > 0)
    return { path: `${path}#portfolio`, words: said(title, 'portfolio') };
  const stage = transition.path.find((one) => one.kind === inner);
  if (field === 'path')
    return {
      path: `${path}#${stage ? `stage-${inner}` : 'path'}`,
      words: said(title, stage ? pathStageTitle(stage.kind).toLowerCase() : 'path'),
    };
  return { path, words: title };
}

function said(whole: string, part: string | undefined): string {
  return part ? `${whole}: ${part}` : whole;
}
