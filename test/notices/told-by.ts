import type { CaseHead } from '#shared/contract/case.ts';
import type { CaseEvent } from '#shared/contract/events.ts';
import { Notice } from '#shared/contract/notices.ts';
import { noticesOf, type Told } from '#shared/domain/notices/notices.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';

/** The notices that an event makes. */
export function toldBy(
  happened: CaseEvent,
  head: CaseHead,
  earlier: CaseEvent[] = [],
  ladder = softwareEngineerTrack,
): Told[] {
  const told = noticesOf(happened, head, ladder, earlier);
  // Every notice has the shape that the store accepts.
  for (const one of told) Notice.parse({ id: happened.id, at: happened.at, mailedAt: null, ...one });
  return told;
}

export const inShort = (told: Told[]) => told.map(({ to, template }) => `${to} ${template}`);
