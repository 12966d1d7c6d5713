import type { DynamoDBStreamEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRelay } from '#functions/relay/handler.ts';
import { wakeMails } from '#shared/cases/mails.ts';
import { listNotices } from '#shared/cases/notices.ts';
import type { PersonInput } from '#shared/contract/directory.ts';
import { readPersonHistory } from '#shared/directory/read.ts';
import { type Named, recoverHr } from '#shared/directory/recovery.ts';
import { inputOf } from '#shared/domain/directory/person-input.ts';
import { textOf } from '#shared/domain/notices/texts.ts';
import { addressHolderIn } from '#shared/store/addresses.ts';
import { loadPeople, loadPerson } from '#shared/store/directory.ts';
import { holdersIn } from '#shared/store/holders.ts';
import { getMany, queryAll } from '#shared/store/items.ts';
import { keys } from '#shared/store/keys.ts';
import { placesIn } from '#shared/store/places.ts';
import { actorOf } from '#test/support/actor.ts';
import { person, smallOrganisation } from '#test/support/people.ts';
import { changeOf, confirm, propose } from '#test/support/two-people.ts';
import { startWorld, type World } from '#test/support/world.ts';

/** The operator names people of HR on the day on which no two people of HR can sign in. */

let world: World;
beforeAll(async () => {
  const left = person('lou-left', { active: false });
  world = await startWorld([...smallOrganisation, left, person('rita-rights')]);
});
afterAll(() => world.stop());

const nora: PersonInput = inputOf(person('nora-new', { team: 'People', odc: 'Office', roles: ['hr'] }));
/** Names people by their ids. */
const recover = (people: Omit<Named, 'isVouched'>[], outside = world.outside) =>
  recoverHr(
    outside,
    people.map((one) => ({ ...one, isVouched: false })),
  );
const hr = async () => {
  const found = await getMany(world.outside.table, [keys.holders('hr')]);
  return holdersIn(found, 'hr')?.people.toSorted();
};
const everyItem = async () => {
  const mails = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': keys.mailPartition } };
  return [
    await loadPeople(
      world.outside.table,
      world.people.map((one) => one.id),
    ),
    await hr(),
    await queryAll(world.outside.table, mails),
  ];
};
const historyOf = async (id: string) =>
  readPersonHistory(world.outside, await actorOf(world.outside, 'hugo-hr'), id, []);
const subjectsOf = async (who: string) => {
  const { items, people } = await listNotices(world.outside, await actorOf(world.outside, who), { limit: 20 });
  return items.map((notice) => textOf(notice, (id) => people[id]?.name ?? id, 'UTC').subject);
};

/** What the sweep and the relay mail, with mail on or off. */
async function mailed(isOn = true): Promise<{ to: string; subject: string; text: string }[]> {
  const mails: { to: string; subject: string; text: string }[] = [];
  const relay = createRelay({
    outside: world.outside,
    machine: { client: {} as never, arn: 'arn:machine' },
    log: { info() {}, warn() {}, error: (...said: unknown[]) => expect(said).toEqual([]) },
    origin: 'https://rungs.example.com',
    mail: isOn ? async (letter) => mails.push(letter) > 0 : null,
  });
  await wakeMails(world.outside);
  const windows = await queryAll(world.outside.table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.mailPartition },
  });
  const Records = windows.map(({ pk, sk }) => ({
    eventName: 'MODIFY',
    dynamodb: { Keys: { pk: { S: String(pk) }, sk: { S: String(sk) } }, SequenceNumber: '1' },
  }));
  expect(await relay({ Records } as DynamoDBStreamEvent)).toEqual({ batchItemFailures: [] });
  return mails;
}

test.each([
  ['is not in the directory', [{ id: 'nobody-here', input: null }], 'id'],
  ['has left', [{ id: 'lou-left', input: null }], 'active'],
  [
    'is new, with another role beside it',
    [{ id: 'nora-new', input: { ...nora, roles: ['hr', 'delivery-director'] } }],
    'roles',
  ],
  ['is new, without the role', [{ id: 'nora-new', input: { ...nora, roles: ['engineer'] } }], 'roles'],
  [
    'is new, with a level',
    [{ id: 'nora-new', input: { ...nora, ladder: 'software-engineer-track', level: 'L4' } }],
    'ladder',
  ],
  ['is new, with a lead', [{ id: 'nora-new', input: { ...nora, odcLeadId: 'omar-odc' } }], 'odcLeadId'],
  [
    'is new, with the address of another person',
    [{ id: 'nora-new', input: { ...nora, email: 'Hedy-HR@example.com' } }],
    'email',
  ],
  [
    'is there, with another address',
    [{ id: 'rita-rights', input: { ...inputOf(person('rita-rights')), email: 'me@example.com' } }],
    'email',
  ],
  [
    'is there, in another team',
    [{ id: 'rita-rights', input: { ...inputOf(person('rita-rights')), team: 'Island' } }],
    'team',
  ],
] as [string, { id: string; input: PersonInput | null }[], string][])(
  'nothing is written for anybody if one of them %s',
  async (_why, people, path) => {
    const before = await everyItem();
    const refused = await recover([{ id: 'rita-rights', input: null }, ...people].slice(-2));
    expect(refused).toMatchObject({
      ok: false,
      faults: expect.arrayContaining([{ id: people[0]?.id, fault: expect.objectContaining({ path }) }]),
    });
    expect(await everyItem()).toEqual(before);
  },
);

test('people who are there and people who are new become of HR, each with an event that says how', async () => {
  const early = await propose(world.outside, 'hugo-hr', await changeOf(world.outside, 'eli-engineer', { level: 'L3' }));
  world.clock.set('2026-04-01T09:00:00.000Z');
  const people = [
    { id: 'rita-rights', input: null },
    { id: 'nora-new', input: nora },
  ];
  expect(await recover(people)).toEqual({
    ok: true,
    named: ['rita-rights', 'nora-new'],
    ofHr: [],
    letIn: [],
    bound: [],
  });
  expect(await hr()).toEqual(['hedy-hr', 'hugo-hr', 'nora-new', 'rita-rights']);
  expect((await loadPerson(world.outside.table, 'rita-rights'))?.roles).toEqual(['engineer', 'hr']);
  const found = await getMany(world.outside.table, [keys.address(nora.email), keys.places]);
  expect(addressHolderIn(found, nora.email)).toBe('nora-new');
  expect(placesIn(found)).toMatchObject({
    teams: expect.arrayContaining(['People']),
    odcs: expect.arrayContaining(['Office']),
  });
  for (const [id, type] of [
    ['rita-rights', 'person-changed'],
    ['nora-new', 'person-added'],
  ] as const) {
    const { events, proof } = await historyOf(id);
    expect(events.at(-1)).toMatchObject({ type, actor: { personId: null, role: 'system', relation: 'recovery' } });
    expect(proof).toMatchObject({ verified: true });
  }
  // Nobody confirms what was proposed before they had the role, so a recovery alone carries out nothing that was waiting.
  await expect(confirm(world.outside, 'rita-rights', early)).rejects.toThrow('You got yours after that');
  const later = await propose(world.outside, 'nora-new', await changeOf(world.outside, 'lena-senior', { level: 'L4' }));
  expect(await confirm(world.outside, 'rita-rights', later)).toMatchObject({ state: 'confirmed' });
});

test('everybody of HR finds it in their list, and gets a mail at the next sweep', async () => {
  const subject = (name: string) => `${name} is of HR, named by the operator of Rungs`;
  for (const who of ['hugo-hr', 'hedy-hr'])
    expect(await subjectsOf(who)).toEqual(expect.arrayContaining([subject('Nora New'), subject('Rita Rights')]));
  expect(await subjectsOf('rita-rights')).toEqual(
    expect.arrayContaining(['You are of HR, named by the operator of Rungs', subject('Nora New')]),
  );
  expect(await subjectsOf('erin-engineer')).toEqual([]);
  const mails = (await mailed()).filter(({ subject }) => subject.includes('named by the operator'));
  const addresses = ['hedy-hr', 'hugo-hr', 'nora-new', 'rita-rights'].map((name) => `${name}@example.com`);
  expect(mails.map(({ to }) => to).sort()).toEqual([...addresses, ...addresses].sort());
  expect(mails[0]?.text).toContain('https://rungs.example.com/hr/people/');
  expect((await mailed()).filter(({ subject }) => subject.includes('named by the operator'))).toEqual([]);
});

test('a second run says who is of HR already, writes no event and tells nobody again', async () => {
  const before = (await historyOf('nora-new')).events.length;
  const again = [
    { id: 'rita-rights', input: null },
    { id: 'nora-new', input: nora },
  ];
  expect(await recover(again)).toMatchObject({ named: [], ofHr: ['rita-rights', 'nora-new'], letIn: [] });
  expect((await historyOf('nora-new')).events).toHaveLength(before);
  expect(await mailed()).toEqual([]);
});

test('a run that was killed before it told everybody tells them the next time, and without mail nothing waits', async () => {
  const broken = { ...world.outside, table: { ...world.outside.table, client: failingOn('NOTICE#') } };
  await expect(recover([{ id: 'omid-other', input: null }], broken)).rejects.toThrow('killed');
  expect(await hr()).toContain('omid-other');
  expect(await subjectsOf('hugo-hr')).not.toContain('Omid Other is of HR, named by the operator of Rungs');
  expect(await recover([{ id: 'omid-other', input: null }])).toMatchObject({ ofHr: ['omid-other'] });
  expect(await subjectsOf('hugo-hr')).toContain('Omid Other is of HR, named by the operator of Rungs');
  expect(await mailed(false)).toEqual([]);
  expect(await mailed()).toEqual([]);
});

/** The client of the table, which is killed at the first write of a partition that begins like this. */
function failingOn(partition: string): World['outside']['table']['client'] {
  const { client } = world.outside.table;
  return new Proxy(client, {
    get: (target, name) =>
      name === 'send'
        ? (command: { input: object }) => {
            if (JSON.stringify(command.input).includes(`"pk":"${partition}`) && 'TransactItems' in command.input)
              throw new Error('killed');
            return target.send(command as never);
          }
        : Reflect.get(target, name),
  });
}
