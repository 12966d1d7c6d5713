import { expect } from 'vitest';
import { publishLadder } from '#shared/publishing/setup.ts';
import { everyLadder } from '#test/support/ladders.ts';
import { type Page, type Site, startSite, type Visitor, wordsOf } from './visit.ts';

export const track = '/ladders/software-engineer-track';
export const ratings = '/ladders/software-engineer-ratings';
export const narrative = '/ladders/engineer-narrative';
export const competencies = '/ladders/senior-engineer-competencies';

/** The site with every ladder, and an engineer who reads it. */
export interface LadderSite {
  site: Site;
  reader: Visitor;
  /** Opens a page that must exist. */
  look: (path: string) => Promise<Page & { words: string }>;
}

export async function startLadderSite(): Promise<LadderSite> {
  const site = await startSite();
  for (const ladder of everyLadder) await publishLadder(site.world.outside, ladder);
  const reader = await site.visitor('erin-engineer');
  return { site, reader, look: lookAs(reader) };
}

/** Opens pages that must exist, as a visitor. */
export function lookAs(reader: Visitor): LadderSite['look'] {
  return async (path) => {
    const page = await reader.get(path);
    expect([path, page.status]).toEqual([path, 200]);
    return { ...page, words: wordsOf(page.html) };
  };
}
