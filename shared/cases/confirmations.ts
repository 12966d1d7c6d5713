import type { Confirmation, ConfirmationAnswer, ConfirmationText, Confirmed } from '../contract/confirmations.ts';
import { adoptionAnswers } from '../contract/names.ts';
import type { Person } from '../contract/people.ts';
import { standingOf } from '../domain/case/slots/confirmer.ts';
import { askedAdoptions, openAdoptions } from '../domain/case/state/adoption.ts';
import type { EvidenceBody } from '../domain/case/state/contents.ts';
import { isOverdue } from '../domain/case/state/instants.ts';
import { isAllowedLink, plainLink } from '../domain/case/state/links.ts';
import { bodyShape } from '../store/case-shapes.ts';
import { headIn } from '../store/cases.ts';
import { type ConfirmationItem, loadConfirmations } from '../store/confirmations.ts';
import { peopleIn } from '../store/directory.ts';
import { getMany, type Item, nameOf } from '../store/items.ts';
import { type Key, keys } from '../store/keys.ts';
import { textIn } from '../store/texts.ts';
import { proven } from './attached.ts';
import { confirmationIdOf } from './confirmation-id.ts';
import { execute } from './execute.ts';
import type { Executed, RequestMeta } from './once.ts';
import type { Outside } from './outside.ts';
import { Refusal } from './refusal.ts';

/** The confirmations that a person can give, the oldest first, given ones too while the answer can change. */
export async function confirmationsOf(outside: Outside, person: Person): Promise<Confirmation[]> {
  const stored = await loadConfirmations(outside.table, person.id);
  const items = await getMany(outside.table, stored.flatMap(readFor));
  return stored
    .flatMap((one) => confirmationIn(items, one, person, outside) ?? [])
    .sort((a, b) => a.askedAt.localeCompare(b.askedAt) || a.id.localeCompare(b.id));
}

/** One confirmation that a person can give. Throws `Refusal` not-found. */
export async function confirmationOf(outside: Outside, person: Person, id: string): Promise<Confirmation> {
  return (await readConfirmation(outside, person, id)).open ?? noSuchConfirmation();
}

/** A confirmation that a person was asked for and cannot give any more. It names the work and its author, and no more. */
export interface PastConfirmation extends Pick<Confirmation, 'author' | 'title' | 'team' | 'dueAt' | 'timeZone'> {
  /** Whether the person let the time go by. Otherwise they said that they cannot say. */
  wasSilent: boolean;
  /** Whether another person is or was asked since. */
  passedOn: boolean;
}

/**
 * A confirmation as the person who is or was asked reads it on its page, until the case is decided or the piece changes.
 * Throws `Refusal` not-found.
 */
export async function readConfirmation(
  outside: Outside,
  person: Person,
  id: string,
): Promise<{ open: Confirmation; past: null } | { open: null; past: PastConfirmation }> {
  const stored = await storedConfirmation(outside, person, id);
  const items = await getMany(outside.table, readFor(stored));
  const open = confirmationIn(items, stored, person, outside);
  return open ? { open, past: null } : { open, past: pastIn(items, stored, person) ?? noSuchConfirmation() };
}

function pastIn(items: ReadonlyMap<string, Item>, stored: ConfirmationItem, person: Person): PastConfirmation | null {
  const head = headIn(items, stored.caseId);
  const asked = (head ? askedAdoptions(head) : []).find(
    (one) => one.to === person.id && confirmationIdOf(stored.caseId, one) === stored.id,
  );
  const work = workIn(items, stored, person);
  if (!head || !asked || !work) return null;
  const { author, title, team } = work;
  const { piece, dueAt, answer } = asked;
  const later = head.adoptions.slice(
    head.adoptions.findIndex((one) => one.piece === piece && one.to === person.id) + 1,
  );
  const passedOn = later.some((one) => one.piece === piece && one.to !== null);
  return { author, title, team, dueAt, timeZone: head.timeZone, wasSilent: answer !== 'not-mine', passedOn };
}

/**
 * The text of the work that a person is asked about, as long as they can answer, and nothing else of the case. Throws
 * `Refusal` not-found, also if the work has no text or it was erased.
 */
export async function confirmationText(outside: Outside, person: Person, id: string): Promise<ConfirmationText> {
  const stored = await storedConfirmation(outside, person, id);
  const { caseId, text: digest = noSuchConfirmation() } = stored;
  const items = await getMany(outside.table, [...readFor(stored), keys.text(caseId, digest)]);
  const { title } = confirmationIn(items, stored, person, outside) ?? noSuchConfirmation();
  const text = textIn(items, caseId, digest) ?? noSuchConfirmation();
  return { id, title, ...proven(text, digest) };
}

async function storedConfirmation({ table }: Outside, person: Person, id: string): Promise<ConfirmationItem> {
  return (await loadConfirmations(table, person.id)).find((one) => one.id === id) ?? noSuchConfirmation();
}

/** What is read to show a confirmation: the case, the piece and its author. */
function readFor({ caseId, piece, engineerId }: ConfirmationItem): Key[] {
  return [keys.head(caseId), keys.body(caseId, piece), keys.profile(engineerId)];
}

/** A confirmation as the person who is asked sees it. Null: they cannot give it any more. */
function confirmationIn(
  items: ReadonlyMap<string, Item>,
  stored: ConfirmationItem,
  person: Person,
  { intranetHosts, clock }: Outside,
): Confirmation | null {
  const { id, caseId, evidence, piece, text } = stored;
  const head = headIn(items, caseId);
  const asked = head && openAdoptions(head).find((one) => one.to === person.id && one.evidence === evidence);
  const work = workIn(items, stored, person);
  if (!asked || asked.piece !== piece || !work) return null;
  const { url, engineer, ...shown } = work;
  const { askedAt, dueAt, answer } = asked;
  const { canSay, stands } = standingOf(asked, work.team, person, engineer, head);
  return {
    id,
    ...shown,
    url: isAllowedLink(url, intranetHosts) ? plainLink(url) : null,
    hasText: text !== undefined,
    askedAt,
    dueAt,
    overdue: isOverdue(dueAt, clock.now().toISOString()),
    timeZone: head.timeZone,
    answer: answer === 'yes' || answer === 'no' ? answer : null,
    answers: stands ? [] : canSay ? [...adoptionAnswers] : ['not-mine'],
  };
}

/** The work that a person is asked about, and its author, `engineer` with their whole record. Null: it is not there any more. */
function workIn(
  items: ReadonlyMap<string, Item>,
  { caseId, piece, engineerId }: ConfirmationItem,
  person: Person,
): (Pick<Confirmation, 'author' | 'title' | 'url' | 'team' | 'since'> & { engineer: Person }) | null {
  const body = items.get(nameOf(keys.body(caseId, piece)));
  const engineer = peopleIn(items, [engineerId])[engineerId];
  if (!body || !engineer) return null;
  const { title, url, adoption } = bodyShape.read(body).content as EvidenceBody;
  const { id, name, team } = engineer;
  return {
    author: { id, name, team },
    engineer,
    title,
    url,
    team: adoption?.team ?? person.team,
    since: adoption?.since ?? '',
  };
}

/** Gives a confirmation, or says no. Every refusal is in words that say nothing about the case. */
export async function answerConfirmation(
  outside: Outside,
  person: Person,
  id: string,
  { answer }: ConfirmationAnswer,
  meta: Omit<RequestMeta, 'ifVersion'>,
): Promise<Executed<Confirmed>> {
  const stored = await storedConfirmation(outside, person, id);
  const { replayed } = await given(outside, person, stored, answer, meta);
  return { result: { id, answer }, replayed };
}

async function given(
  outside: Outside,
  person: Person,
  { caseId, evidence }: ConfirmationItem,
  answer: ConfirmationAnswer['answer'],
  meta: Omit<RequestMeta, 'ifVersion'>,
) {
  try {
    return await execute(outside, person, caseId, { type: 'confirm-evidence', evidence, answer }, meta, {
      asConfirmer: true,
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code } = error;
    if (['idempotency-key-reused', 'already-done', 'invalid-input'].includes(code)) throw error;
    if (code === 'busy') throw new Refusal(code, 'This question is being answered at this moment. Try again.');

    throw new Refusal('already-decided', 'This question needs no answer of yours any more.');
  }
}

function noSuchConfirmation(): never {
  throw new Refusal('not-found', 'There is no such question.');
}
