import { Ladder } from '#shared/contract/ladder.ts';
import type { PathStage } from '#shared/contract/ladder-paths.ts';
import * as z from '#shared/contract/zod.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';

/** A copy of the matrix, into which each test puts one fault. The matrix has a part of every kind. */
type Draft = ReturnType<typeof draft>;
export const draft = () => z.object(Ladder.shape).parse(structuredClone(softwareEngineerTrack));

export const at = <T extends { id: string }>(list: T[], id: string): T => {
  const found = list.find((one) => one.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};
export const competency = (ladder: Draft, id = 'technical-mastery') => at(ladder.competencies, id);
export const transition = (ladder: Draft, id = 'L2-L3') => at(ladder.transitions, id);
type Kind = PathStage['kind'];
const of = <K extends Kind>(path: PathStage[] = [], kind: K) =>
  path.find((one) => one.kind === kind) as Extract<PathStage, { kind: K }>;
export const stage = <K extends Kind>(ladder: Draft, kind: K, id?: string) => of(transition(ladder, id).path, kind);
export const change = <K extends Kind>(ladder: Draft, kind: K) => of(ladder.trackChange?.path, kind);
export const peers = (min: number) => ({ role: 'peer-at-target-level' as const, min, fromOutsideTeam: 0 });
export const owner = (ladder: Draft) =>
  at(at(transition(ladder).portfolio, 'module-ownership').oneOf, 'module-ownership');

/** Makes one fault in a good ladder, and names the finding that must report it. */
export type BadLadder = [what: string, spoil: (ladder: Draft) => void, code: string, place: string];
