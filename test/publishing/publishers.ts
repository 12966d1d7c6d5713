import { randomUUID } from 'node:crypto';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { DraftCommand } from '#shared/contract/publishing.ts';
import { actOnDraft, saveDraft } from '#shared/publishing/execute.ts';
import { type Item, queryAll } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { actorOf } from '#test/support/actor.ts';
import { nextOf, textOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack as first } from '#test/support/ladders.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { startWorld, type World } from '#test/support/world.ts';

export const second = nextOf(first, { summary: 'The second version.' });
export const ladderId = first.id;
export const meta = (idempotencyKey: string = randomUUID()) => ({ idempotencyKey, requestId: 'test' });
export const { hash } = second;
export const propose = (from = '2026-03-02'): DraftCommand => ({ type: 'propose-publication', hash, from });
export const confirm: DraftCommand = { type: 'confirm-publication', hash };

/** A world with three people of HR. Each test has its own, because a published version cannot be removed. */
export const startHrWorld = () => startWorld([...smallOrganisation, person('hana-hr', { roles: ['hr'] })]);

/** What people of HR do in a world, and what is stored there. */
export function publishersIn({ outside }: World) {
  const save = async (who: string, ladder: PublishedLadder, key?: string) =>
    saveDraft(outside, await actorOf(outside, who), { ladderId: ladder.id, text: textOf(ladder) }, meta(key));
  const act = async (who: string, command: DraftCommand, key?: string) =>
    actOnDraft(outside, await actorOf(outside, who), { ladderId, command }, meta(key));
  const publishSecond = async (from?: string): Promise<void> => {
    await save('hugo-hr', second);
    await act('hugo-hr', propose(from));
    await act('hedy-hr', confirm);
  };

  const itemsAt = (pk: string): Promise<Item[]> =>
    queryAll(outside.table, {
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
    });

  const everythingOfLadder = () =>
    Promise.all(
      [
        keys.ladderPartition(ladderId),
        keys.ladderListPartition,
        keys.ladderDraft(ladderId).pk,
        keys.chainPartition(`ladder:${ladderId}`),
      ].map(itemsAt),
    );
  return { save, act, publishSecond, itemsAt, everythingOfLadder };
}
