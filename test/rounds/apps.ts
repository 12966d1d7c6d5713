import { randomUUID } from 'node:crypto';
import { createApi } from '#functions/api/app.ts';
import { createHr } from '#functions/hr/app.ts';
import type { ApiDeps, MachineWork } from '#functions/runtime/api/env.ts';
import { bindSignIns } from '#infra/local/identity/bind.ts';
import { confirmationIdOf } from '#shared/cases/confirmation-id.ts';
import { tell } from '#shared/cases/telling.ts';
import { functionAt } from '#shared/contract/paths.ts';
import { signInIdOf } from '#shared/identity/sign-in-id.ts';
import { askForExport, makeExport } from '#shared/importing/export.ts';
import { uploadMove } from '#shared/importing/move.ts';
import { workOnMove } from '#shared/importing/move-work.ts';
import { uploadByMachine, uploadPeople } from '#shared/importing/upload.ts';
import { workOnImport } from '#shared/importing/work.ts';
import { saveDraft } from '#shared/publishing/execute.ts';
import { urn } from '#shared/scim/schema.ts';
import { loadEvents } from '#shared/store/cases.ts';
import { listOpenProposals } from '#shared/store/proposals.ts';
import { idOf } from '#test/security/cells.ts';
import { wholePath } from '#test/security/ladder.ts';
import { caseAt, startSecurityWorld } from '#test/security/places.ts';
import type { Place, Relation } from '#test/security/table.ts';
import { actorOf } from '#test/support/actor.ts';
import { nextOf, textOf } from '#test/support/drafts.ts';
import { softwareEngineerTrack } from '#test/support/ladders.ts';
import { type Cost, costOf } from '#test/support/rounds.ts';
import { changeOf, propose } from '#test/support/two-people.ts';
import type { World } from '#test/support/world.ts';
import { type Site, startSite } from '#test/web/visit.ts';

/** Who asks. `at` is the place at which the case of the route stands. `status` is what a read answers; absent: 200. */
export interface Asking {
  as?: Relation;
  at?: Place;
  status?: number;
}

/** The body: JSON or text to the API, fields to a page. */
export interface Sent {
  json?: unknown;
  text?: string;
  fields?: Record<string, string>;
  headers?: Record<string, string>;
}

export interface Answered {
  status: number;
  text: string;
  location: string | null;
  cost: Cost;
}

/** The APIs and all pages on one table, with a case at every place that is asked for. */
export interface Apps {
  world: World;
  site: Site;
  caseAt(place: Place): Promise<string>;
  /** Sends one request, and counts what it costs besides identity. `:case`, `:ladder` and others stand for what is there. */
  ask(route: string, asking?: Asking, sent?: Sent): Promise<Answered>;
  stop(): Promise<void>;
}

const issuer = 'https://issuer.example.com';
const silent = () => {};

/** The machines that come with the routes for machines, by the token. */
const [hrSystem, identitySystem] = ['hr-system', 'identity-system'] as const;
const machines: Record<string, { name: string; may: MachineWork[] }> = {
  [hrSystem]: { name: hrSystem, may: ['directory'] },
  [identitySystem]: { name: identitySystem, may: ['scim'] },
};

/** The partitions that are read first, to know who asks: the sign-in or the session. The person comes next. */
const identity = ['SIGNIN#', 'SESSION#'];

function besideIdentity(cost: Cost): Cost {
  if (!identity.some((prefix) => cost.sent[0]?.includes(prefix))) return cost;
  return { rounds: cost.rounds - 2, calls: cost.calls - 2, sent: cost.sent.slice(2) };
}

export async function startApps(): Promise<Apps> {
  const world = await startSecurityWorld();
  const { table } = world.outside;
  const signIns = world.people.map(({ id }) => ({ subject: id, personId: id }));
  await bindSignIns(world.outside, issuer, signIns);
  const site = await startSite({}, world);
  const deps: ApiDeps = {
    outside: world.outside,
    origin: site.origin,
    version: '0.0.0',
    identify: async (subject) => {
      const machine = machines[subject];
      const issuedAt = world.clock.now().getTime() / 1000;
      return { issuer, subject, issuedAt, ...(machine ? { machine } : {}) };
    },
    log: { info: silent, warn: silent, error: silent },
  };
  const [api, hr] = [createApi(deps), createHr(deps)];
  const cases = new Map<Place, Promise<string>>();
  const apps: Apps = {
    world,
    site,
    caseAt(place) {
      const found = cases.get(place) ?? caseAt(world, place);
      cases.set(place, found);
      return found;
    },
    async ask(route, { as = 'other-engineer', at } = {}, sent = {}) {
      const [method = '', template = ''] = route.split(' ');
      const path = await pathOf(apps, template, at);
      const who = path.startsWith('/api/hr/machine') ? hrSystem : (idOf(as, at ?? 'track') ?? '');
      const isPage = !path.startsWith('/scim/') && !path.startsWith('/api/');
      const app = { api, hr: isPage ? site.hr : hr, web: site.app }[functionAt(path.split('?')[0] ?? '')];
      const cookie = isPage ? (await site.visitor(who)).cookie : '';
      const init = {
        method,
        ...bodyOf(sent),
        headers: { ...headersOf(path, who, cookie, site.origin), ...bodyOf(sent).headers, ...sent.headers },
      };
      const { result, cost } = await costOf(table, async () => {
        const answer = await app.request(`${site.origin}${path}`, init);
        return { status: answer.status, text: await answer.text(), location: answer.headers.get('location') };
      });
      return { ...result, cost: besideIdentity(cost) };
    },
    stop: () => world.stop(),
  };
  return apps;
}

/** The costs that differ from the table, each with its calls, one a line. */
export function differing(
  costs: Iterable<readonly [what: string, typed: readonly number[] | undefined, cost: Cost]>,
): string {
  return [...costs]
    .filter(([, typed, { rounds, calls }]) => typed?.[0] !== rounds || typed[1] !== calls)
    .map(([what, typed, { rounds, calls, sent }]) =>
      [`${what}: [${rounds}, ${calls}], but the table says [${typed?.join(', ')}]`, ...sent].join('\n  '),
    )
    .join('\n');
}

/** Adds a draft of a ladder, a calendar, a draft of a self-assessment, and notices. */
export async function prepare(apps: Apps): Promise<void> {
  const { outside } = apps.world;
  const meta = { idempotencyKey: randomUUID(), requestId: 'setup' };
  const draft = { ladderId: softwareEngineerTrack.id, text: textOf(nextOf(softwareEngineerTrack)) };
  await saveDraft(outside, await actorOf(outside, 'hugo-hr'), draft, meta);
  await apps.ask(
    'PUT /api/hr/calendars/:odc',
    { as: 'hr' },
    { json: { timeZone: 'Europe/Berlin', weekend: [6, 7], holidays: [] } },
  );
  await checkedFile(apps);
  const caseId = await apps.caseAt('revealed');
  for (const { seq } of await loadEvents(outside.table, caseId)) await tell(outside, caseId, seq);
  const kept = await apps.ask(
    'PUT /api/cases/:case/drafts/self-assessment',
    { as: 'engineer', at: 'self-assessment' },
    { json: { ratings: {}, notes: {} } },
  );
  if (kept.status !== 200) throw new Error(kept.text);
}

async function pathOf(apps: Apps, template: string, at: Place | undefined): Promise<string> {
  const names: Record<string, string> = {
    ':case': at && template.includes(':case') ? await apps.caseAt(at) : '',
    ':ladder': softwareEngineerTrack.id,
    ':confirmation': at && template.includes(':confirmation') ? await confirmationAt(apps, at) : '',
    ':own': wholePath.id,
    ':evidence': 'e1',
    ':new': 'annual-2027',
    ':next': 'annual-2028',
    ':person': 'petra-peer',
    ':account': signInIdOf(issuer, 'petra-peer'),
    ':cycle': 'annual-2026',
    ':odc': 'North',
    ':proposal': template.includes(':proposal') ? await openProposal(apps) : '',
    ':import': template.includes(':import') ? await checkedFile(apps) : '',
    ':move': template.includes(':move') ? await checkedMove(apps) : '',
    ':sent': template.includes(':sent') ? await sentFile(apps) : '',
    ':export': template.includes(':export') ? await madeFile(apps) : '',
    ':version': '1',
    ':level': 'L3',
    ':type': 'User',
    ':schema': urn.user,
    ':competency': 'technical-mastery',
    ':transition': 'L2-L3',
  };
  return template.replace(/:[a-z]+/g, (name) => names[name] ?? name);
}

/** A file of people that is checked. */
async function checkedFile({ world: { outside } }: Apps): Promise<string> {
  const input = { fileName: '', isFull: false, addsPlaces: false };
  const bytes = Buffer.from('Name,Mail,Team,ODC\nNina New,nina@example.com,Harbour,North');
  const hugo = await actorOf(outside, 'hugo-hr');
  const meta = { idempotencyKey: randomUUID(), requestId: 'setup' };
  const { importId } = (await uploadPeople(outside, hugo, { ...input, bytes }, meta)).result;
  await workOnImport(outside, importId);
  return importId;
}

/** A mapping file that is checked. Each time the same one. */
async function checkedMove({ world: { outside } }: Apps): Promise<string> {
  const input = { fileName: '', issuer: 'https://new.example.com', bytes: Buffer.from('Id,Subject\ntess-lead,t-1') };
  const hugo = await actorOf(outside, 'hugo-hr');
  const { moveId } = (await uploadMove(outside, hugo, input, { idempotencyKey: 'mapping' })).result;
  await workOnMove(outside, moveId);
  return moveId;
}

/** A file that a machine has sent, with a fault. */
async function sentFile({ world: { outside } }: Apps): Promise<string> {
  const input = { fileName: '', isFull: false, addsPlaces: false, bytes: Buffer.from('Name') };
  const { importId } = (await uploadByMachine(outside, hrSystem, input, { idempotencyKey: randomUUID() })).result;
  await workOnImport(outside, importId);
  return importId;
}

/** A file of everybody that is made. */
async function madeFile({ world: { outside } }: Apps): Promise<string> {
  const meta = { idempotencyKey: randomUUID() };
  const { exportId } = (await askForExport(outside, await actorOf(outside, 'hugo-hr'), meta)).result;
  await makeExport(outside, exportId);
  return exportId;
}

/** The newest proposal that is open. Without one, Hugo proposes another role for a peer. */
async function openProposal({ world: { outside } }: Apps): Promise<string> {
  const { proposals: open } = await listOpenProposals(outside.table, 100);
  return (
    open.at(-1)?.id ??
    propose(outside, 'hugo-hr', await changeOf(outside, 'petra-peer', { roles: ['engineer', 'tech-lead'] }))
  );
}

/** The confirmation that is asked for a piece of the case at a place. */
async function confirmationAt(apps: Apps, at: Place): Promise<string> {
  const caseId = await apps.caseAt(at);
  const asked = (await loadEvents(apps.world.outside.table, caseId)).find((event) => event.type === 'adoption-asked');
  if (asked?.type !== 'adoption-asked') throw new Error(`Nobody is asked anything at ${at}`);
  return confirmationIdOf(caseId, { ...asked.data, askedAt: asked.at });
}

function headersOf(path: string, who: string, cookie: string, origin: string): Record<string, string> {
  if (path.startsWith('/scim/')) return { authorization: `Bearer ${identitySystem}` };
  return path.startsWith('/api/')
    ? { authorization: `Bearer ${who}`, 'idempotency-key': randomUUID() }
    : { cookie, origin };
}

function bodyOf({ json, text, fields }: Sent): { body?: string; headers?: Record<string, string> } {
  if (json !== undefined) return { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } };
  if (text !== undefined) return { body: text, headers: { 'content-type': 'application/yaml' } };
  if (fields)
    return {
      body: new URLSearchParams({ key: randomUUID(), ...fields }).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
  return {};
}
