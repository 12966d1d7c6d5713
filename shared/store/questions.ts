import * as z from '../contract/zod.ts';
import type { Table } from './client.ts';
import { queryAll } from './items.ts';
import { keys } from './keys.ts';
import { shape } from './shape.ts';

/** A question to a person about adoption, as stored in their partition: where it was asked. The words stay in the case. */
export const QuestionItem = z.strictObject({
  id: z.string(),
  caseId: z.string(),
  evidence: z.string(),
  /** The number of the event that wrote the piece. */
  piece: z.int(),
  /** The digest of the text of the piece. Left out: it has none, or the question is from before this was noted. */
  text: z.optional(z.string()),
  engineerId: z.string(),
});
export type QuestionItem = z.infer<typeof QuestionItem>;
export const questionShape = shape(QuestionItem);

/** The questions to a person, in no order. */
export async function loadQuestions(table: Table, personId: string): Promise<QuestionItem[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.personPartition(personId), ':prefix': keys.questionPrefix },
    ConsistentRead: true,
  });
  return items.map(questionShape.read);
}
