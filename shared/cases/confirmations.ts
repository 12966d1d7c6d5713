import type { AttachedText } from '../contract/attached.ts';
import type { Confirmation, ConfirmationAnswer, ConfirmationText, Confirmed } from '../contract/confirmations.ts';
import type { Person } from '../contract/people.ts';
import { openQuestions } from '../domain/case/state/adoption.ts';
import type { EvidenceBody } from '../domain/case/state/contents.ts';
import { isOverdue } from '../domain/case/state/instants.ts';
import { isAllowedLink, plainLink } from '../domain/case/state/links.ts';
import { bodyShape } from '../store/case-shapes.ts';
import { headIn } from '../store/cases.ts';
import { peopleIn } from '../store/directory.ts';
import { getMany, nameOf } from '../store/items.ts';
import { keys } from '../store/keys.ts';
import { loadQuestions, type QuestionItem } from '../store/questions.ts';
import { textIn } from '../store/texts.ts';
import { proven } from './attached.ts';
import { execute } from './execute.ts';
import type { Executed, RequestMeta } from './once.ts';
import type { Outside } from './outside.ts';
import { Refusal } from './refusal.ts';

/** The questions to a person that they can answer, the oldest first, answered ones too while the answer can change. */
export async function confirmationsOf(outside: Outside, person: Person): Promise<Confirmation[]> {
  return (await askedOf(outside, person)).map(({ question }) => question);
}

/** A question to a person, with the text of the work if it was read. */
interface AskedQuestion {
  question: Confirmation;
  text: AttachedText | null;
}

/** The questions to a person. With the text of the one that `textOf` names. */
async function askedOf(outside: Outside, person: Person, textOf?: string): Promise<AskedQuestion[]> {
  const { table, intranetHosts, clock } = outside;
  const now = clock.now().toISOString();
  const asked = await loadQuestions(table, person.id);
  const ids = asked.map((one) => one.engineerId);
  const items = await getMany(table, [
    ...asked.flatMap(({ caseId, piece }) => [keys.head(caseId), keys.body(caseId, piece)]),
    ...ids.map((id) => keys.profile(id)),
    ...asked.flatMap(({ id, caseId, text }) => (id === textOf && text ? [keys.text(caseId, text)] : [])),
  ]);
  const people = peopleIn(items, ids);
  return asked
    .flatMap(({ id, caseId, evidence, piece, engineerId, text }): AskedQuestion[] => {
      const head = headIn(items, caseId);
      const question = head && openQuestions(head).find((one) => one.to === person.id && one.evidence === evidence);
      const body = items.get(nameOf(keys.body(caseId, piece)));
      const author = people[engineerId];
      if (!question || question.piece !== piece || !body || !author) return [];
      const { title, url, adoption } = bodyShape.read(body).content as EvidenceBody;
      const { askedAt, dueAt, answer } = question;
      const asks: Confirmation = {
        id,
        author: { id: author.id, name: author.name, team: author.team },
        title,
        url: isAllowedLink(url, intranetHosts) ? plainLink(url) : null,
        hasText: text !== undefined,
        team: adoption?.team ?? person.team,
        since: adoption?.since ?? '',
        askedAt,
        dueAt,
        overdue: isOverdue(dueAt, now),
        timeZone: head.timeZone,
        answer: answer === 'yes' || answer === 'no' ? answer : null,
      };
      const found = text === undefined ? null : textIn(items, caseId, text);
      return [{ question: asks, text: found && text ? proven(found, text) : null }];
    })
    .sort(({ question: a }, { question: b }) => a.askedAt.localeCompare(b.askedAt) || a.id.localeCompare(b.id));
}

/** One question to a person. Throws `Refusal` not-found. */
export async function confirmationOf(outside: Outside, person: Person, id: string): Promise<Confirmation> {
  return (await askedFor(outside, person, id)).question;
}

/**
 * The text of the work that a person is asked about, as long as they can answer, and nothing else of the case. Throws
 * `Refusal` not-found, also if the work has no text or it was erased.
 */
export async function confirmationText(outside: Outside, person: Person, id: string): Promise<ConfirmationText> {
  const { question, text } = await askedFor(outside, person, id, id);
  if (!text) throw noSuchQuestion();
  return { id, title: question.title, ...text };
}

async function askedFor(outside: Outside, person: Person, id: string, textOf?: string): Promise<AskedQuestion> {
  const asked = (await askedOf(outside, person, textOf)).find(({ question }) => question.id === id);
  if (!asked) throw noSuchQuestion();
  return asked;
}

/** Answers a question. Every refusal is in words that say nothing about the case. */
export async function answerConfirmation(
  outside: Outside,
  person: Person,
  id: string,
  { answer }: ConfirmationAnswer,
  meta: Omit<RequestMeta, 'ifVersion'>,
): Promise<Executed<Confirmed>> {
  const question = (await loadQuestions(outside.table, person.id)).find((one) => one.id === id);
  if (!question) throw noSuchQuestion();
  const { replayed } = await given(outside, person, question, answer, meta);
  return { result: { id, answer }, replayed };
}

async function given(
  outside: Outside,
  person: Person,
  { caseId, evidence }: QuestionItem,
  answer: ConfirmationAnswer['answer'],
  meta: Omit<RequestMeta, 'ifVersion'>,
) {
  try {
    return await execute(outside, person, caseId, { type: 'confirm-evidence', evidence, answer }, meta, {
      asked: true,
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code } = error;
    if (code === 'idempotency-key-reused') throw error;
    if (code === 'busy') throw new Refusal(code, 'This question is being answered at this moment. Try again.');
    if (code === 'already-done') throw new Refusal(code, 'You have said so already.');
    throw new Refusal('already-decided', 'This question needs no answer of yours any more.');
  }
}

function noSuchQuestion(): Refusal {
  return new Refusal('not-found', 'There is no such question.');
}
