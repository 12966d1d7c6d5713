/**
 * Who can read a confidential text: the person, and the event of the story from which on they can. Written by hand from
 * what the product promises. Anyone else who reads the text, or reads it earlier, is a leak. Everyone named here must
 * have read it by the end.
 */
export type Sight = Record<string, string>;

const all = (from: string, ...who: string[]): Sight => Object.fromEntries(who.map((one) => [one, from]));

const first = ['tess-lead', 'petra-peer', 'piet-peer'];
const second = ['toby-lead', 'ruth-peer', 'rita-peer', 'olga-odc'];
export const ofHr = ['hugo-hr', 'hedda-hr', 'hilde-hr'];
const signers = ['omar-odc', 'hana-head'];

/** Evidence: reviewers and the lead read it at once, signers from the opening of the seal on. */
const shownAt = (from: string): Sight => ({
  ...all(from, 'lena-senior', 'tess-lead', 'omar-odc', ...ofHr),
  ...all('panel', 'petra-peer', 'paula-peer'),
  ...all('panel again', 'roza-peer'),
  ...all('reassigned', 'piet-peer'),
  ...all('the seal opens', 'hana-head', 'dario-director'),
  ...all('upheld', ...second),
});

/** Texts of the first calibration: only their author reads them until the seal opens. The engineer never does. */
const sealedBy = (who: string, from: string): Sight => ({
  ...all('the seal opens', ...first, ...signers, 'dario-director', ...ofHr),
  ...all('the seal opens again', ...second),
  [who]: from,
});
const settledBy = (who: string, from: string): Sight => ({ ...sealedBy(who, from), 'lena-senior': 'declined' });
const sealedAgainBy = (who: string, from: string): Sight => ({
  ...all('the seal opens again', ...second, ...signers, ...ofHr),
  [who]: from,
});

/** Texts between the first opening of the seal and the appeal. The first participants read them, and the second panel later. */
const saidAt = (from: string): Sight => ({
  ...all(from, ...first, ...signers, ...ofHr),
  ...all('the seal opens again', ...second),
});

/** Questions and answers under the first seal: those who read the evidence read them, the second panel once it is open. */
const askedAt = (from: string): Sight => ({
  ...all(from, 'lena-senior', ...first, 'omar-odc', ...ofHr),
  ...all('the seal opens', 'hana-head', 'dario-director'),
  ...all('the seal opens again', ...second),
});

const named = (names: string[], sight: Sight): Record<string, Sight> =>
  Object.fromEntries(names.map((name) => [name, sight]));
const pieceAt = (name: string, sight: Sight) =>
  named(
    ['title', 'url', 'text', 'note', 'project', 'seen-by'].map((field) => `${name}-${field}`),
    sight,
  );

/** People who leave the case, and when. From then on they see its state but no texts, not even their own. */
export const leaves: Sight = {
  'paula-peer': 'recused',
  'roza-peer': 'reassigned',
  'dario-director': 'conflict',
  ...all('upheld', ...first),
};

export const sights: Record<string, Sight> = {
  draft: { 'lena-senior': 'draft' },
  self: {
    'lena-senior': 'assessed',
    'tess-lead': 'tess reviews',
    'petra-peer': 'petra reviews',
    ...all('the seal opens', 'piet-peer', ...signers, 'dario-director', ...ofHr),
    'toby-lead': 'toby reviews',
    'ruth-peer': 'ruth reviews',
    ...all('the seal opens again', 'rita-peer', 'olga-odc'),
  },
  delegation: all('delegated', 'hana-head', ...ofHr),
  ...pieceAt('design', shownAt('design')),
  // Only the text of a piece as it stands can be read, and this one has been amended before the appeal.
  'design-text': Object.fromEntries(Object.entries(shownAt('design')).filter(([who]) => !second.includes(who))),
  'design-title': { ...shownAt('design'), 'carl-confirmer': 'handed in', 'ken-confirmer': 'another name' },
  ...pieceAt('hiring', shownAt('hiring')),
  ...named(['waiver', 'instead'], shownAt('waived')),
  'waiver-answer': shownAt('waiver confirmed'),
  extension: shownAt('extended'),
  recusal: all('recused', ...ofHr),
  reassignment: all('reassigned', ...ofHr),
  // Whoever leads after an upheld appeal does not know of the objections before it.
  objection: all('objected', 'lena-senior', 'omar-odc', ...ofHr),
  answer: all('answered', 'lena-senior', 'omar-odc', ...ofHr),
  question: askedAt('tess asks'),
  reply: askedAt('lena answers'),
  'attest-tess': settledBy('tess-lead', 'tess attests'),
  ...named(['tess-note', 'tess-comment', 'tess-signal'], sealedBy('tess-lead', 'tess reviews')),
  ...named(
    ['tess-again-note', 'tess-again-comment', 'tess-again-signal', 'amendment'],
    sealedBy('tess-lead', 'tess amends'),
  ),
  ...named(['petra-note', 'petra-comment'], sealedBy('petra-peer', 'petra reviews')),
  ...named(['piet-note', 'piet-comment'], sealedBy('piet-peer', 'the seal opens')),
  'attest-omar': { ...saidAt('omar attests'), 'dario-director': 'omar attests', 'lena-senior': 'declined' },
  ...named(['consensus-reason', 'consensus-example', 'consensus-dropped', 'consensus-comment'], {
    ...saidAt('consensus'),
    'dario-director': 'consensus',
    'lena-senior': 'declined',
  }),
  conflict: all('conflict', ...ofHr),
  ...named(['return', 'return-reason'], {
    ...saidAt('returned'),
    ...all('upheld', ...second),
    'lena-senior': 'returned',
  }),
  ...pieceAt('amended', { ...saidAt('amended'), ...all('upheld', ...second), 'lena-senior': 'amended' }),
  'amended-title': {
    ...saidAt('amended'),
    ...all('upheld', ...second),
    'lena-senior': 'amended',
    'carl-confirmer': 'handed in again',
  },
  ...named(['again-reason', 'again-example', 'again-dropped', 'again-comment'], {
    ...saidAt('consensus again'),
    'lena-senior': 'declined',
  }),
  // The second panel must judge without influence, so it reads the reasons for the decline only after its own reviews.
  ...named(['decline', 'decline-reason', 'would-change'], { ...saidAt('declined'), 'lena-senior': 'declined' }),
  appeal: { ...all('appealed', ...first, ...signers, ...ofHr, 'lena-senior'), ...all('upheld', ...second) },
  uphold: all('upheld', ...signers, ...ofHr, 'lena-senior', ...second),
  ...pieceAt('shown', {
    ...all('shown', 'lena-senior', ...ofHr, ...second),
    ...all('the seal opens again', ...signers),
  }),
  'shown-title': {
    ...all('shown', 'lena-senior', ...ofHr, ...second),
    ...all('the seal opens again', ...signers),
    'carl-confirmer': 'handed in once more',
  },
  'attest-toby': { ...sealedAgainBy('toby-lead', 'toby attests'), 'lena-senior': 'hana approves' },
  ...named(['toby-note', 'toby-comment'], sealedAgainBy('toby-lead', 'toby reviews')),
  ...named(['ruth-note', 'ruth-comment'], sealedAgainBy('ruth-peer', 'ruth reviews')),
  ...named(['rita-note', 'rita-comment'], sealedAgainBy('rita-peer', 'the seal opens again')),
  'attest-olga': { ...all('olga attests', ...second, ...signers, ...ofHr), 'lena-senior': 'hana approves' },
  ...named(['last-reason', 'last-example', 'last-dropped', 'last-comment'], {
    ...all('consensus at last', ...second, ...signers, ...ofHr),
    'lena-senior': 'hana approves',
  }),
  'approval-omar': all('omar approves', ...second, ...signers, ...ofHr, 'lena-senior'),
  recall: all('omar recalls', ...second, ...signers, ...ofHr, 'lena-senior'),
  'approval-again': all('omar approves again', ...second, ...signers, ...ofHr, 'lena-senior'),
  'approval-hana': all('hana approves', ...second, ...signers, ...ofHr, 'lena-senior'),
  // Whoever of HR takes no part reads the proposal; everybody who takes part reads why once the outcome is corrected.
  correction: {
    ...all('a correction is proposed', ...ofHr),
    ...all('corrected', 'lena-senior', ...second, ...signers),
  },
  'correction-confirmed': all('corrected', 'lena-senior', ...ofHr, ...second, ...signers),
};
