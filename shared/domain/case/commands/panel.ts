import type { Slot } from '../../../contract/case.ts';
import type { CommandOf } from '../../../contract/commands.ts';
import type { Case } from '../../../contract/events.ts';
import { limits } from '../../../contract/names.ts';
import type { Fault } from '../../fault.ts';
import { whyNotFill } from '../slots/filling.ts';
import { unanswered } from '../slots/objections.ts';
import { vacantPanel } from '../state/panel.ts';
import { accept, type Decision, reject, rejectFaults } from '../state/types.ts';
import { type CommandRow, engineer, lead, no, type PersonContext } from './row.ts';
import { guardsOf, named, namingOf } from './slot-changes.ts';

export const appointPanelRow: CommandRow<'appoint-panel'> = {
  title: 'Appoint the panel',
  underSeal: 'open',
  ...lead,
  stages: 'open',
  against: (head) =>
    vacantPanel(head).length === 0 ? no('already-done', 'Every place of the panel is filled.') : null,
  facts: { people: 'guarded', line: 'read', holders: 'read' },
  names: (command) => command.reviewers,
  places: (head) => vacantPanel(head).map((slot) => ({ slot, chain: head })),
  events: ['panel-appointed'],
  decide: appointPanel,
};

export const acceptPanelRow: CommandRow<'accept-panel'> = {
  title: 'Accept the panel as it is',
  underSeal: 'open',
  ...engineer,
  stages: 'open',
  against: (head, _person, { now }) => {
    if (!head.slots.some((slot) => slot.openFrom && slot.openFrom > now))
      return no('not-yet', 'There is no panel that waits for you.');
    return unanswered(head).length > 0 ? no('not-yet', 'An objection of yours is still to be answered.') : null;
  },
  events: ['panel-accepted'],
  decide: acceptPanel,
};

/** The lead names the panel: at least one person for each free place. */
function appointPanel(state: Case, command: CommandOf<'appoint-panel'>, context: PersonContext): Decision {
  const { reviewers } = command;
  const { head } = state;
  const filling = namingOf(state, context);
  const vacant = vacantPanel(head);
  const template = vacant[0];
  if (!template) return reject('already-done', 'Every place of the panel is filled.');
  const panel = head.slots.filter((slot) => slot.role === template.role);
  const added = Array.from({ length: Math.max(0, reviewers.length - vacant.length) }, (_, at): Slot => {
    const { openFrom: _open, ...bare } = template;
    return { ...bare, id: `${template.stage}.peer-${panel.length + 1 + at}`, personId: null };
  });
  const places = [...vacant, ...added];
  const faults: Fault[] =
    reviewers.length < vacant.length
      ? [{ path: 'reviewers', reason: `the panel has ${vacant.length} free places: name as many people, or more` }]
      : [];
  if (head.slots.filter((slot) => slot.part === 'reviewer').length + added.length > limits.reviewers)
    faults.push({ path: 'reviewers', reason: `a case has ${limits.reviewers} reviewers at most` });
  const slots: Slot[] = [];
  let chain = { ...head, slots: [...head.slots, ...added] };
  for (const [at, personId] of reviewers.entries()) {
    const place = places[at];
    if (!place) continue;
    const why = whyNotFill(chain, place, context.people[personId], filling);
    if (why) faults.push({ path: `reviewers.${at}`, reason: why });
    const slot = named(place, personId, context.now, head);
    slots.push(slot);
    chain = { ...chain, slots: chain.slots.map((one) => (one.id === slot.id ? slot : one)) };
  }
  return (
    rejectFaults('The panel was not appointed.', faults) ??
    accept([{ type: 'panel-appointed', actor: context.by, data: { slots } }], guardsOf(state, slots, context))
  );
}

/** The engineer accepts the panel, so reviews can begin at once. */
function acceptPanel(state: Case, _command: CommandOf<'accept-panel'>, context: PersonContext): Decision {
  const waiting = state.head.slots.filter((slot) => slot.openFrom && slot.openFrom > context.now);
  const slots = waiting.map((slot) => ({ ...slot, openFrom: context.now }));
  return accept([{ type: 'panel-accepted', actor: context.by, data: { slots } }]);
}
