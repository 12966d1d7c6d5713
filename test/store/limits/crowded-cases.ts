import { evidence, ratingsOf } from '#test/support/commands.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { stepOn } from '#test/support/scene.ts';
import { signature } from '#test/support/step-commands.ts';
import { Crowded, hr, reason, spare } from './crowded.ts';

/** A case with 50 pieces, five reviewers in three ODCs, delegations, objections, two full returns, a decline and an appeal. */
export function turnedEveryWay(): Crowded {
  const it = new Crowded();
  const { scene } = it;
  it.begin(['paul-peer', 'olga-odc', 'orla-odc', 'petra-peer']);
  it.object(['calibration.peer-1', 'calibration.peer-2']);
  for (const [at, to] of ['pola-peer', 'otto-odc'].entries())
    it.act('omar-odc', { type: 'answer-objection', objection: `o${at + 1}`, answer: 'replace', reason, to });
  it.take('lena-three', 'accept-panel');
  it.letActFor(['calibration.tech-lead'], 'oona-odc');
  it.letActFor(['calibration.peer-1'], 'odil-odc');
  it.letActFor(['calibration.lead'], 'hilda-head');
  it.letActFor(['sign-off.head-of-department'], 'dina-director');
  it.take('lena-three', 'submit-portfolio');
  it.calibrate();
  it.take('hana-head', 'sign-off');
  it.sendBack(
    'calibration',
    Object.keys(ratingsOf(softwareEngineerTrack, 3)).map((id) => `rating.${id}`),
  );
  it.take('omar-odc', 'record-consensus');
  it.sendBack(
    'portfolio',
    Object.keys(scene.state.head.evidence).map((id) => `evidence.${id}`),
  );
  it.act('lena-three', { type: 'remove-evidence', evidence: 'e50' });
  it.act('lena-three', evidence('hiring-panel', 'hiring-panel'));
  it.take('lena-three', 'submit-portfolio');
  it.take('omar-odc', 'record-consensus');
  it.act('omar-odc', (context) => signature(context, 'decline'));
  it.must(null, { type: 'close', generation: 1 });
  it.act('lena-three', { type: 'appeal', ground: 'procedure', statement: reason, against: null });
  it.take(hr, 'decide-appeal');
  it.take('lena-three', 'accept-panel');
  it.calibrate();
  return it;
}

/** A case with the most open steps: nine reviewers, an objection to each of them, and three delegates for each person. */
export function fullHouse(): Crowded {
  const it = new Crowded();
  it.begin(['toni-lead', 'paul-peer', 'petra-peer', 'pola-peer', 'peer-peer', 'olga-odc', 'orla-odc', 'otto-odc']);
  const { slots } = it.scene.state.head;
  const forLead = ['hilda-head', 'dina-director', 'dario-director'];
  let next = 0;
  for (const { id, part } of slots.filter((slot) => slot.stage === 'calibration'))
    for (let at = 0; at < 3; at++) it.letActFor([id], (part === 'lead' ? forLead[at] : spare[next++]?.id) ?? '');
  it.object(slots.flatMap((slot) => (slot.part === 'reviewer' ? slot.id : [])));
  it.take('lena-three', 'submit-portfolio');
  it.act(hr, { type: 'cancel', reason });
  return it;
}

/** A case that carries over as much evidence from the previous case as one command can. */
export function takenOver(): Crowded {
  const before = new Crowded();
  before.begin(['paul-peer', 'olga-odc']);
  const previous = before.scene.state;
  const last = { caseId: previous.head.id, outcome: 'withdrawn' as const, closedAt: '2026-02-01T09:00:00.000Z' };
  const it = new Crowded({ last, previous });
  stepOn(it.scene);
  it.take('lena-three', 'declare-track');
  it.take('lena-three', 'submit-self-assessment');
  it.act('lena-three', { type: 'carry-evidence', evidence: Object.keys(previous.head.evidence).slice(0, 20) });
  return it;
}
