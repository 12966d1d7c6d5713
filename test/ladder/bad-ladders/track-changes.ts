import { type BadLadder, change } from './draft.ts';

/** Faults of the change of track. */
export const badTrackChanges: BadLadder[] = [
  ['a track change without a trial', (l) => l.trackChange?.path.splice(2, 1), 'track-change-path', 'trackChange.path'],
  [
    'a track change with two talk stages',
    (l) => l.trackChange?.path.push(change(l, 'attestation')),
    'track-change-path',
    'trackChange.path',
  ],
  ['a track change in another order', (l) => l.trackChange?.path.reverse(), 'track-change-path', 'trackChange.path'],
  [
    'a trial that lapses before it can be confirmed',
    (l) => (change(l, 'trial').dueDays = 185),
    'trial-due-too-early',
    'trackChange.path.trial.dueDays',
  ],
  [
    'a reminder on the due day of a stage of a track change',
    (l) => (change(l, 'track').remindDays = [14]),
    'reminder-after-due',
    'trackChange.path.track.remindDays',
  ],
  [
    'a talk with a role that is in no line',
    (l) => Object.assign(change(l, 'attestation').asked[0] ?? {}, { by: 'hr' }),
    'role-nobody-holds',
    'trackChange.path.attestation.asked.talk-with-tech-lead.by',
  ],
  [
    'a track change that the engineer signs',
    (l) => (change(l, 'sign-off').signers = ['engineer']),
    'role-nobody-holds',
    'trackChange.path.sign-off.signers.0',
  ],
  [
    'an id that two talks share',
    (l) => Object.assign(change(l, 'attestation').asked[0] ?? {}, { id: 'talk-with-odc-lead' }),
    'id-twice',
    'trackChange.path.attestation.talk-with-odc-lead',
  ],
];
