import { begin } from '../client/ground.ts';
import { act, assessThemselves, calibrate, handInPortfolio, holderOf, sign, viewAs } from '../client/journey.ts';
import { agree, expectedRatings, takeTurns } from '../client/turns.ts';
import { endsAs, happened, refused, same } from './assertions.ts';
import { withTechLead } from './directory.ts';
import type { Scenario } from './scenario.ts';

export const returned: Scenario = {
  about: 'a signer returns the case twice: a changed portfolio voids approvals, and unaffected stages are carried over',
  async play(ground) {
    const journey = await begin(ground, 'L2-L3', withTechLead);
    const { engineer, techLead, odcLead } = journey.cast;
    await assessThemselves(journey);
    await calibrate(journey);
    await handInPortfolio(journey);
    await sign(journey, techLead, 'approve', 'I have worked beside them all year.');
    const e1 = { 'evidence.e1': 'Say in the record which alternatives were turned down.' };
    await sign(journey, odcLead, 'return', 'One thing is missing.', { returns: { stage: 'portfolio', reasons: e1 } });

    await takeTurns(journey, 'portfolio');
    const { evidence, version } = await viewAs(journey, engineer);
    const asRead = { 'if-match': `"${version}"` };
    await refused(journey, engineer, { type: 'remove-evidence', evidence: 'e2' }, 'invalid-input', asRead);
    const [piece] = evidence ?? [];
    if (!piece) throw new Error('The portfolio is empty');
    const { id, ...content } = piece;
    const note = 'Two alternatives were turned down, for their cost.';
    const amended = { type: 'amend-evidence' as const, evidence: id, ...content, note };
    await refused(journey, engineer, amended, 'precondition-required');
    await act(journey, engineer, amended, { 'if-match': `"${version}"` });
    await act(journey, engineer, { type: 'submit-portfolio' });
    const approvals = (await viewAs(journey, 'hr')).signOffs.map(({ by, stands }) => [by, stands]);
    same('approvals', approvals, [[techLead, false]]);

    await sign(journey, techLead, 'approve', 'The record says it now.');
    const self = { 'self.debugging': 'Your own view is far from what the postmortem shows.' };
    const again = { stage: 'self-assessment' as const, reasons: self };
    await sign(journey, odcLead, 'return', 'Look at one dimension again.', { returns: again });
    const { ratings = {}, notes = {} } = (await takeTurns(journey, 'self-assessment')).selfAssessment ?? {};
    const submit = { type: 'submit-self-assessment' as const, notes };
    await refused(journey, engineer, { ...submit, ratings: { ...ratings, 'testing-discipline': 5 } }, 'invalid-input');
    await act(journey, engineer, { ...submit, ratings: { ...ratings, debugging: 5 } });
    const carried = (await happened(journey, 'stage-carried-over', 2)).map((event) => event.data.stage);
    same('carried over', carried, ['calibration', 'portfolio']);
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
  },
};

export const returnedToCalibration: Scenario = {
  about: 'a signer returns the case to calibration: only one rating can change, and both versions are kept',
  async play(ground) {
    const journey = await begin(ground, 'L3-L4');
    await takeTurns(journey, 'sign-off');
    const view = await viewAs(journey, 'hr');
    const lead = holderOf(view, 'calibration.lead') ?? '';
    const head = holderOf(view, 'sign-off.head-of-department') ?? '';
    await sign(journey, lead, 'approve', 'The panel was of one mind.');
    const reasons = { 'rating.debugging': 'What does this rest on? I find no incident in the portfolio.' };
    const back = { returns: { stage: 'calibration' as const, reasons } };
    await sign(journey, head, 'return', 'One rating is not clear to me.', back);
    await takeTurns(journey, 'calibration');
    const { version } = await viewAs(journey, lead);
    const ratings = { ...expectedRatings(journey), tooling: 4 };
    const wider = { type: 'record-consensus' as const, ratings, reasons: {}, antiSignals: [], comment: '' };
    await refused(journey, lead, wider, 'invalid-input', { 'if-match': `"${version}"` });
    await agree(journey, lead, { ratings: { debugging: 4 } });
    await takeTurns(journey);
    await endsAs(journey, 'promoted');
    await happened(journey, 'consensus-recorded', 2);
    await happened(journey, 'review-submitted', 3);
  },
};
