import type { PersonCommand } from '#shared/contract/commands.ts';
import { limits } from '#shared/contract/names.ts';
import { bodyAt, type EvidenceBody } from '#shared/domain/case/state/contents.ts';
import { ratingsOf } from '#test/support/commands.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { answersOwed, signature } from '#test/support/step-commands.ts';
import { Crowded } from './crowded.ts';

const engineer = 'lena-three';
const panel = ['toni-lead', 'paul-peer', 'petra-peer', 'pola-peer', 'peer-peer', 'olga-odc', 'orla-odc', 'otto-odc'];
const until = '2026-05-20T18:00:00.000Z';

/**
 * The largest case that the rules allow, in which everybody writes one character again and again. `at` looks at it at each
 * moment at which something else fills its pages.
 */
export async function largest(character: string, at: (moment: string, it: Crowded) => Promise<void>): Promise<void> {
  const it = new Crowded();
  const { scene } = it;
  const words = (length: number) => character.repeat(length);
  const ratings = ratingsOf(softwareEngineerTrack, 5);
  const notes = (length: number) => Object.fromEntries(Object.keys(ratings).map((id) => [id, words(length)]));
  const text = { format: 'plain' as const, content: words(16 * 1024) };
  const lengths = Array.from({ length: 41 }, (_, step) => limits.note - step * 25);
  /** Sends it in its longest form that is taken. Says whether one is. */
  const longest = (who: string, command: (length: number) => PersonCommand, tried = lengths): boolean => {
    const length = tried.find((one) => scene.decide(who, command(one)).ok);
    if (length !== undefined) it.act(who, command(length));
    return length !== undefined;
  };

  it.begin(panel, { type: 'submit-self-assessment', ratings, notes: notes(limits.note) });
  const own = Object.values(scene.state.head.evidence).flatMap((seq) => {
    const body = bodyAt<EvidenceBody>(scene.state, seq);
    return body?.requirement === 'hiring-panel' && !body.adoption ? [body] : [];
  });
  const amend = (index: number, more: Partial<EvidenceBody>): PersonCommand => {
    const { id, text: _, ...piece } = { ...(own[index % own.length] as EvidenceBody), ...more };
    return { ...piece, type: 'amend-evidence', evidence: id };
  };
  it.act(engineer, { ...amend(0, {}), text } as PersonCommand);
  // First all changes but one a piece, then the longest version of each.
  const small = limits.evidenceChanges - scene.state.head.evidenceAdded - own.length;
  for (let change = 1; change < small; change++)
    if (!longest(engineer, (length) => amend(change, { note: words(length) }), [100])) break;
  for (const [index, { url }] of own.entries()) {
    const long = (length: number): Partial<EvidenceBody> => ({
      title: words(Math.min(length, 200)),
      note: words(length),
      url: `${url}/${'u'.repeat(length)}`,
      project: words(Math.min(length, 120)),
      seenBy: words(Math.min(length, 120)),
    });
    longest(engineer, (length) => amend(index, long(length)));
  }
  const reasons = [limits.comment, 2000, 700, 200];
  const reviewers = scene.state.head.slots.filter((slot) => slot.part === 'reviewer').map((slot) => slot.id);
  for (let objection = 1; objection <= limits.objections; objection++) {
    const slot = reviewers[objection % reviewers.length] ?? '';
    const raised = longest(
      engineer,
      (length) => ({ type: 'raise-objection', slot, ground: 'conflict', reason: words(length) }),
      reasons,
    );
    if (!raised) break;
    const about = { objection: `o${objection}`, answer: 'keep', to: null } as const;
    longest('omar-odc', (length) => ({ type: 'answer-objection', ...about, reason: words(length) }), reasons);
  }
  it.take(engineer, 'accept-panel');
  await at('portfolio', it);

  it.take(engineer, 'submit-portfolio');
  const review = (type: 'submit-review') => (length: number) =>
    ({ type, ratings, notes: notes(length), antiSignals: [], comment: words(length * 4) }) as PersonCommand;
  for (const who of it.reviewers.slice(0, -1))
    longest(
      who,
      review('submit-review'),
      lengths.filter((one) => one <= 300),
    );
  await at('calibration', it);
  longest(it.reviewers.at(-1) ?? '', review('submit-review'));
  longest(it.holderOf('calibration.lead'), (length) => ({
    type: 'record-consensus',
    ratings,
    reasons: notes(length),
    antiSignals: [],
    comment: words(length * 4),
  }));
  it.take(it.holderOf('calibration.tech-lead'), 'attest', 'people-leadership');
  it.take(it.holderOf('calibration.lead'), 'attest', 'track-evidence');
  const sign = (length: number): PersonCommand => ({
    ...signature(it.context, 'approve'),
    comment: words(length * 4 || 1),
  });
  for (let times = 0; times < limits.recalls; times++) {
    longest('hana-head', sign);
    longest('hana-head', (length) => ({ type: 'recall', reason: words(length) }), [400, 100, 1]);
  }
  const slots = ['sign-off.head-of-department'];
  const lend = (length: number): PersonCommand => ({
    type: 'delegate',
    slots,
    to: 'dina-director',
    from: null,
    until,
    reason: words(length),
  });
  while (longest('hana-head', lend, [200, 1])) it.act('hana-head', { type: 'end-delegation', to: 'dina-director' });
  longest('hana-head', sign);
  for (const answer of answersOwed(scene.state.head)) it.must(answer.who, answer.command);
  await at('sign-off', it);
}
