import { event, headAt, panel, slot } from '#test/support/head-of-case.ts';
import {
  all,
  answered,
  appointed,
  caseOpened,
  delegated,
  engineer,
  objectionTo,
  replacement,
  reviewers,
} from './events.ts';
import type { Row } from './row.ts';

/** People get a slot, give it up, or let others act for them. */
export const ofSlots: Row[] = [
  [
    'a panel is appointed',
    appointed,
    headAt('calibration'),
    [`${engineer} panel-appointed`, ...all('part-given', reviewers)],
  ],
  [
    'a panel is accepted',
    event('panel-accepted', { slots: panel }, engineer),
    headAt('calibration'),
    all('step-open', reviewers),
  ],
  [
    'an objection to a reviewer',
    objectionTo('calibration.peer-1'),
    headAt('calibration'),
    ['omar-odc objection-raised'],
  ],
  ['an objection to the lead', objectionTo('calibration.lead'), headAt('calibration'), ['@hr objection-raised']],
  [
    'an objection to a reviewer of a panel without a lead',
    objectionTo('calibration.peer-1'),
    headAt('calibration', { slots: panel }),
    ['@hr objection-raised'],
  ],
  [
    'an objection is answered: the reviewer stays',
    answered('keep'),
    headAt('calibration'),
    [`${engineer} objection-answered`],
    [appointed],
  ],
  [
    'an objection is answered: the reviewer is replaced',
    answered('replace'),
    headAt('calibration'),
    [`${engineer} objection-answered`, 'nina-new part-given', 'pia-peer part-taken'],
    [appointed],
  ],
  [
    'a reviewer declares a conflict',
    event('conflict-declared', { slots: [replacement] }, 'pia-peer'),
    headAt('calibration'),
    [`${engineer} panel-appointed`, 'nina-new part-given'],
    [appointed],
  ],
  [
    'a reviewer steps back and the slot is vacant',
    event('recused', { slots: [slot('calibration.peer-1', null)] }, 'pia-peer'),
    headAt('calibration'),
    ['omar-odc part-vacant'],
    [appointed],
  ],
  [
    'a signer steps back and the slot is vacant',
    event('recused', { slots: [slot('sign-off.odc-lead', null, { role: 'odc-lead' })] }, 'olga-odc'),
    headAt('sign-off'),
    ['@hr part-vacant'],
    [caseOpened(engineer)],
  ],
  [
    'a part is reassigned',
    event('reassigned', { slots: [replacement] }, 'omar-odc'),
    headAt('calibration'),
    [`${engineer} panel-appointed`, 'nina-new part-given', 'pia-peer part-taken'],
    [appointed],
  ],
  [
    'the holder of a part has left',
    event('slot-substituted', { slots: [slot('sign-off.odc-lead', 'nina-new', { role: 'odc-lead' })] }),
    headAt('sign-off'),
    ['nina-new part-given', 'olga-odc part-taken'],
    [caseOpened(engineer)],
  ],
  ['a delegation begins', delegated(), headAt('sign-off'), ['dana-deputy delegated']],
  [
    'a delegation ends',
    event('delegation-ended', { to: 'dana-deputy' }, 'hana-head'),
    headAt('sign-off'),
    ['dana-deputy delegation-ended'],
  ],
  [
    'a delegation ends because the delegate has left',
    event('delegation-ended', { to: 'dana-deputy', by: 'hana-head' }),
    headAt('sign-off'),
    ['dana-deputy delegation-ended', 'hana-head delegate-lost'],
  ],
];
