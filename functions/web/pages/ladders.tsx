import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { HtmlEscapedString } from 'hono/utils/html';
import { Refusal } from '#shared/cases/refusal.ts';
import { NamedId } from '#shared/contract/ladder-fields.ts';
import { laddersInForce, publishedLadder, publishedVersions } from '#shared/publishing/published.ts';
import type { WebEnv } from '../http/env.ts';
import { ComparePage } from '../views/ladder/compare.tsx';
import { CompetencyPage } from '../views/ladder/competency.tsx';
import type { Reading } from '../views/ladder/elements.tsx';
import { FaqPage } from '../views/ladder/faq.tsx';
import { LevelPage } from '../views/ladder/level.tsx';
import { LaddersPage } from '../views/ladder/list.tsx';
import { OverviewPage } from '../views/ladder/overview.tsx';
import { PrintPage } from '../views/ladder/print.tsx';
import { standingOf } from '../views/ladder/standing.ts';
import { TracksPage } from '../views/ladder/tracks.tsx';
import { TransitionPage } from '../views/ladder/transition.tsx';
import { VersionsPage } from '../views/ladder/versions.tsx';
import { describedLevels } from '../views/ladder/words.ts';

/** The pages of one version of a ladder. They are used for the current version, for each other version, and for the draft. */
export const pages = new Hono<WebEnv>()
  .get(
    '/',
    page((reading) => <OverviewPage reading={reading} />),
  )
  .get(
    '/levels/:level',
    page((reading, c) => {
      const level = reading.ladder.levels.find((one) => one.id === c.req.param('level'));
      return level && <LevelPage reading={reading} level={level} />;
    }),
  )
  .get(
    '/competencies/:competency',
    page((reading, c) => {
      const competency = reading.ladder.competencies.find((one) => one.id === c.req.param('competency'));
      return competency && <CompetencyPage reading={reading} competency={competency} />;
    }),
  )
  .get(
    '/transitions/:transition',
    page((reading, c) => {
      const transition = reading.ladder.transitions.find((one) => one.id === c.req.param('transition'));
      return transition && <TransitionPage reading={reading} transition={transition} />;
    }),
  )
  .get(
    '/tracks',
    page((reading) => reading.ladder.tracks.length > 0 && <TracksPage reading={reading} />),
  )
  .get(
    '/faq',
    page((reading) => reading.ladder.faq.length > 0 && <FaqPage reading={reading} />),
  )
  .get(
    '/compare',
    page((reading, c) => {
      const levels = describedLevels(reading.ladder);
      const { from: before, to: after } = c.req.query();
      // If nothing is chosen yet: the person's own level and the next one, or the first two.
      const own = reading.person.ladder === reading.ladder.id ? reading.person.level : null;
      const at = levels.findIndex((one) => one.id === own);
      const start = at < 0 ? 0 : Math.min(at, levels.length - 2);
      const from = before === undefined ? levels[start] : levels.find((one) => one.id === before);
      const to = after === undefined ? levels[start + 1] : levels.find((one) => one.id === after);
      return levels.length > 1 && from && to && <ComparePage reading={reading} from={from} to={to} />;
    }),
  )
  .get(
    '/print',
    page((reading) => <PrintPage reading={reading} />),
  );

/** Pages of ladders, which everyone can read: the current versions, and every published version. */
export const ladders = new Hono<WebEnv>()
  .get('/', async (c) => {
    const all = await laddersInForce(c.get('outside'));
    return c.html(<LaddersPage person={c.get('person')} ladders={all} />);
  })
  .get('/:id/versions', async (c) => {
    const { id, versions } = await versionsOf(c);
    const now = c.get('outside').clock.now();
    return c.html(<VersionsPage person={c.get('person')} id={id} versions={versions} now={now} />);
  })
  .route('/:id', pages)
  .route('/:id/versions/:version', pages);

type Drawn = HtmlEscapedString | Promise<HtmlEscapedString>;
type Draw = (reading: Reading, c: Context<WebEnv>) => Drawn | false | undefined;

/** A handler for a page of a ladder. It answers 404 if `draw` returns nothing. */
function page(draw: Draw) {
  return async (c: Context<WebEnv>) => {
    const drawn = draw(c.get('reading') ?? (await readingOf(c)), c);
    if (!drawn) throw new Refusal('not-found', 'This ladder has no such page.');
    return c.html(drawn);
  };
}

/** The versions of the ladder in the address. A ladder without a published version gets 404. */
async function versionsOf(c: Context<WebEnv>) {
  const { data: id } = NamedId.safeParse(c.req.param('id'));
  const found = id === undefined ? null : await publishedVersions(c.get('outside'), id);
  if (!found) throw new Refusal('not-found', 'There is no such ladder.');
  return found;
}

/** The version in the address. Without one, the version in force. */
async function readingOf(c: Context<WebEnv>): Promise<Reading> {
  const { id, versions, inForce } = await versionsOf(c);
  const named = c.req.param('version');
  const version = named === undefined ? inForce : versions.find((one) => String(one.version) === named);
  const ladder = version ? await publishedLadder(c.get('outside'), id, version.version) : null;
  if (!version || !ladder) throw new Refusal('not-found', 'There is no such version of this ladder.');
  const standing = standingOf(version, { versions }, c.get('outside').clock.now());
  return {
    person: c.get('person'),
    ladder,
    standing: { ...standing, from: version.from },
    isInForce: inForce !== null,
    base: `/ladders/${id}${named === undefined ? '' : `/versions/${named}`}`,
  };
}
