import type { PublishedLadder } from '#shared/contract/ladder.ts';
import { loadLadderRecord } from '#shared/store/ladders.ts';
import { nextOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack as first } from '#test/support/ladders.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld } from '#test/support/world.ts';
import { type HrVisitor, hrVisitor } from './hr.ts';
import { type Page, startSite, wordsOf } from './visit.ts';

export const path = `/hr/ladders/${first.id}`;

/** The next version, with one changed rule, one changed text, and the changes of a test. */
export function changed(more: Partial<PublishedLadder> = {}): PublishedLadder {
  return nextOf(first, {
    transitions: first.transitions.map((one) =>
      one.id === 'L2-L3'
        ? {
            ...one,
            criteria: one.criteria.map((criterion) =>
              criterion.requires.kind === 'every-competency'
                ? { ...criterion, requires: { ...criterion.requires, atLeast: 4 } }
                : criterion,
            ),
          }
        : one,
    ),
    summary: 'Said in other words.',
    ...more,
  });
}

export const second = changed();

export const words = ({ html }: Page) => wordsOf(html);

/** A site and three people of HR. Each test has its own, because a published version cannot be removed. */
export async function startHrSite() {
  const site = await startSite({}, await startWorld([...smallOrganisation, person('hiro-hr', { roles: ['hr'] })]));
  const [hugo, hedy, third] = (await Promise.all(
    ['hugo-hr', 'hedy-hr', 'hiro-hr'].map((id) => hrVisitor(site, id)),
  )) as [HrVisitor, HrVisitor, HrVisitor];
  const recordNow = () => loadLadderRecord(site.world.outside.table, first.id);
  return { site, hugo, hedy, third, recordNow };
}
