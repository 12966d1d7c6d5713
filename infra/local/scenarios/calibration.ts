import { begin } from '../client/ground.ts';
import { act, viewAs, withdraw } from '../client/journey.ts';
import { agree, expectedRatings, review, takeTurns } from '../client/turns.ts';
import { endsAs, happened, refused, same } from './assertions.ts';
import { othersReview, withPanel } from './panels.ts';
import type { Scenario } from './scenario.ts';

/** A dimension of Technical Mastery. */
const dimension = 'debugging';

export const amendedReview: Scenario = {
  about: 'a reviewer amends their review: a second record with a reason, and the first one stays',
  async play(ground) {
    const journey = await begin(ground, 'L3-L4');
    const { lead, reviewers } = await withPanel(journey);
    const [first = ''] = reviewers;
    await review(journey, first);
    const ratings = { ...expectedRatings(journey), [dimension]: 4 };
    const changed = { type: 'amend-review' as const, ratings, notes: {}, antiSignals: [], comment: 'As before.' };
    const reason = 'I have read the second postmortem since.';
    await act(journey, first, { ...changed, reason });
    await othersReview(journey, reviewers, first);
    const { reviews } = await viewAs(journey, lead);
    same('what the lead reads', reviews?.find((one) => one.by === first)?.amended, reason);
    await happened(journey, 'review-submitted', 3);
    await happened(journey, 'review-amended');
    await takeTurns(journey);
    await refused(journey, first, { ...changed, reason }, 'already-decided');
    await endsAs(journey, 'promoted');
  },
};

export const disagreement: Scenario = {
  about: 'reviews differ by two steps: the lead sees the agreement, and the consensus needs a reason',
  async play(ground) {
    const journey = await begin(ground, 'L3-L4');
    const { lead, reviewers } = await withPanel(journey);
    const [first = ''] = reviewers;
    await review(journey, first, { [dimension]: 3 });
    await othersReview(journey, reviewers, first);
    same('the range of the ratings', (await viewAs(journey, lead)).agreement?.dimensions[dimension]?.range, 2);
    const { version } = await viewAs(journey, lead);
    const command = {
      type: 'record-consensus' as const,
      ratings: expectedRatings(journey),
      reasons: {},
      antiSignals: [],
      comment: '',
    };
    await refused(journey, lead, command, 'invalid-input', { 'if-match': `"${version}"` });
    await agree(journey, lead, { reasons: { [dimension]: 'The incident in May weighs more than the one in March.' } });
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
  },
};

export const antiSignal: Scenario = {
  about:
    'a reviewer names two anti-signals: the lead must decide both, confirms one with an example and drops the other',
  async play(ground) {
    const journey = await begin(ground, 'L3-L4');
    const { lead, reviewers } = await withPanel(journey);
    const [first = ''] = reviewers;
    const named = ['mastery-copies-without-understanding', 'mastery-bottleneck-for-hard-problems'];
    const [confirmed = '', dropped = ''] = named;
    const example = 'In May the release waited a week for them alone.';
    await act(journey, first, {
      type: 'submit-review',
      ratings: expectedRatings(journey),
      notes: {},
      antiSignals: named.map((id) => ({ id, example })),
      comment: '',
    });
    await othersReview(journey, reviewers, first);
    const { version } = await viewAs(journey, lead);
    const half = {
      type: 'record-consensus' as const,
      ratings: expectedRatings(journey),
      reasons: {},
      antiSignals: [{ id: dropped, confirmed: false, example: '', reason: 'It happened before the period.' }],
      comment: '',
    };
    await refused(journey, lead, half, 'invalid-input', { 'if-match': `"${version}"` });
    await agree(journey, lead, {
      antiSignals: [...half.antiSignals, { id: confirmed, confirmed: true, example, reason: '' }],
    });
    const { score } = await viewAs(journey, lead);
    const mastery = score?.competencies.find((one) => one.id === 'technical-mastery');
    same('what was confirmed', JSON.stringify(mastery).includes(confirmed), true);
    same('what was dropped', JSON.stringify(mastery).includes(dropped), false);
    await withdraw(journey);
    await endsAs(journey, 'withdrawn');
  },
};

export const questioned: Scenario = {
  about: 'a reviewer asks the engineer under the seal, and nobody but HR reads who asks before the reviews are open',
  async play(ground) {
    const journey = await begin(ground, 'L3-L4');
    const { engineer } = journey.cast;
    const { reviewers } = await withPanel(journey);
    const [first = ''] = reviewers;
    await review(journey, first);
    const ask = { type: 'ask' as const, question: 'Which part of the design was yours alone?' };
    await act(journey, first, ask);
    const whoAsks = async (who: string) => (await viewAs(journey, who)).asked[0]?.by;
    same('who asks, for the engineer', await whoAsks(engineer), null);
    same('who asks, for HR', await whoAsks('hr'), first);
    await refused(journey, reviewers[1] ?? '', ask, 'not-yet');
    await act(journey, engineer, { type: 'answer', question: 'q1', answer: 'All of it but the storage.' });
    await othersReview(journey, reviewers, first);
    same('who asked, once the reviews are open', await whoAsks(engineer), first);
    await happened(journey, 'question-answered');
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
  },
};
