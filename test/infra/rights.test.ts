import { describe, expect, it } from 'vitest';
import { functionNames } from '#infra/aws/bundling.ts';
import { keys } from '#shared/store/keys.ts';
import { isAllowed, rightsOf, rolesOf, type Statement } from './support/iam.ts';
import { allowing, hurriedFunction, hurriedRole } from './support/spoil.ts';
import { type CloudTemplate, functionsOf, resourcesOf, templateOf } from './support/stack.ts';

const good = templateOf();

const inTransaction = { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] };
const at = (...pks: string[]) => ({ 'dynamodb:LeadingKeys': pks });
const tableArnOf = (template: CloudTemplate) => `<${resourcesOf(template, 'AWS::DynamoDB::GlobalTable')[0]?.[0]}.Arn>`;

/** Who may do something to the table, by role. */
function rolesThatMay(template: CloudTemplate, action: string, context?: Record<string, string[]>): string[] {
  const asked = { action, resource: tableArnOf(template), ...(context ? { context } : {}) };
  return [...rolesOf(template)].filter(([, rights]) => isAllowed(rights, asked)).map(([role]) => role);
}

const event = keys.event('case_1', 1).pk;
const caseKey = keys.head('case_1').pk;
const tokenKey = keys.token('case_1').pk;

describe('events', () => {
  const rolesThatMayChangeEvents = (template: CloudTemplate) =>
    ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'].flatMap((action) =>
      [at(event), at(caseKey, event), {}].flatMap((context) => [
        ...rolesThatMay(template, action, context),
        ...rolesThatMay(template, action, { ...context, ...inTransaction }),
      ]),
    );

  it('are never updated and never deleted by anybody', () => {
    expect(rolesThatMayChangeEvents(good)).toEqual([]);
  });

  it('stay even where a function is given the whole table', () => {
    expect(rolesThatMayChangeEvents(templateOf(allowing('api', ['dynamodb:*'])))).toEqual([]);
  });

  it('are noticed to be in danger when a new function is given the table the usual way', () => {
    const careless = hurriedRole((table, role) => table.grantReadWriteData(role));
    expect(new Set(rolesThatMayChangeEvents(templateOf(careless))).size).toBe(1);
  });
});

describe('writing', () => {
  const rolesThatMayWriteAlone = (template: CloudTemplate) =>
    ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'].flatMap((action) =>
      [at(caseKey), at(event), at(keys.profile('p').pk), at(keys.session('s').pk), {}].flatMap((context) =>
        rolesThatMay(template, action, context),
      ),
    );

  it('happens in transactions only', () => {
    expect(rolesThatMayWriteAlone(good)).toEqual([]);
    expect(rolesThatMay(good, 'dynamodb:PutItem', { ...at(caseKey), ...inTransaction })).toHaveLength(4);
  });

  it('is noticed when a role may write outside of them', () => {
    const careless = hurriedRole((table, role) => table.grantWriteData(role));
    expect(new Set(rolesThatMayWriteAlone(templateOf(careless))).size).toBe(1);
  });

  it('is not for the relay, but for whom it told what', () => {
    const writes = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
    const may = (rights: Statement[], key: string) =>
      writes.filter((action) =>
        isAllowed(rights, { action, resource: tableArnOf(good), context: { ...at(key), ...inTransaction } }),
      );
    for (const key of [caseKey, event, tokenKey, keys.profile('p').pk])
      expect(may(rightsOf(good, 'relay'), key)).toEqual([]);
    expect(may(rightsOf(good, 'relay'), keys.notice('p', 'ev_1').pk)).toEqual(['dynamodb:PutItem']);
    expect(may(rightsOf(good, 'workflow'), caseKey)).toEqual(['dynamodb:PutItem']);
  });
});

describe('mail', () => {
  const arn = (identity: string) => `arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/${identity}`;
  const whoMay = (template: CloudTemplate, from: string, identity: string) =>
    functionNames.filter((name) =>
      isAllowed(rightsOf(template, name), {
        action: 'ses:SendEmail',
        resource: arn(identity),
        context: { 'ses:FromAddress': [from] },
      }),
    );
  const set = templateOf(undefined, { mailFrom: 'rungs@example.com' });

  it('is sent by nobody unless the deployment names whom it is from', () => {
    expect(whoMay(good, 'rungs@example.com', 'rungs@example.com')).toEqual([]);
    expect(functionsOf(good).get('relay')?.Environment?.Variables).not.toHaveProperty('RUNGS_MAIL_FROM');
    expect(functionsOf(set).get('relay')?.Environment?.Variables.RUNGS_MAIL_FROM).toBe('rungs@example.com');
  });

  it('is sent by the relay alone, from that address alone', () => {
    for (const identity of ['rungs@example.com', 'example.com'])
      expect(whoMay(set, 'rungs@example.com', identity)).toEqual(['relay']);
    expect(whoMay(set, 'boss@example.com', 'example.com')).toEqual([]);
    expect(whoMay(set, 'rungs@example.com', 'elsewhere.com')).toEqual([]);
  });
});

describe('ladders', () => {
  const version = keys.ladder('ladder', 1).pk;
  const record = keys.ladderRecord('ladder').pk;
  const draft = keys.ladderDraft('ladder').pk;
  const mayWrite = (template: CloudTemplate, action: string, pk: string) =>
    functionNames.filter((name) =>
      isAllowed(rightsOf(template, name), {
        action,
        resource: tableArnOf(template),
        context: { ...at(pk), ...inTransaction },
      }),
    );

  it('are written by HR’s function, which may take away drafts and no version', () => {
    for (const pk of [version, record, draft]) expect(mayWrite(good, 'dynamodb:PutItem', pk)).toEqual(['hr']);
    expect(mayWrite(good, 'dynamodb:DeleteItem', draft)).toEqual(['hr']);
    for (const pk of [version, record])
      for (const action of ['dynamodb:DeleteItem', 'dynamodb:UpdateItem'])
        expect(mayWrite(good, action, pk)).toEqual([]);
  });

  it('stay even where a function is given the whole table', () => {
    const spoilt = templateOf(allowing('api', ['dynamodb:*']));
    expect(mayWrite(spoilt, 'dynamodb:DeleteItem', version)).toEqual([]);
    expect(mayWrite(spoilt, 'dynamodb:PutItem', version)).toEqual(['api', 'hr']);
  });

  it('that are drafts are read by HR’s function alone', () => {
    const asked = { resource: tableArnOf(good), context: at(draft) };
    for (const action of ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'])
      expect([action, functionNames.filter((name) => isAllowed(rightsOf(good, name), { ...asked, action }))]).toEqual([
        action,
        action === 'dynamodb:Query' ? [] : ['hr'],
      ]);
  });

  it('are no way for HR’s function to cases, of which it may read what it names and do nothing else', () => {
    const may = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem'].filter((action) =>
      isAllowed(rightsOf(good, 'hr'), {
        action: `dynamodb:${action}`,
        resource: tableArnOf(good),
        context: { ...at(caseKey), ...inTransaction },
      }),
    );
    expect(may).toEqual(['GetItem', 'BatchGetItem']);
  });
});

describe('cycles', () => {
  const allowed = (action: string) =>
    functionNames.filter((name) =>
      isAllowed(rightsOf(good, name), {
        action: `dynamodb:${action}`,
        resource: tableArnOf(good),
        context: { ...at(keys.cycle('annual-2026').pk), ...inTransaction },
      }),
    );

  it('are put by HR’s function alone, taken away by nobody, and listed for everybody', () => {
    expect(allowed('PutItem')).toEqual(['hr']);
    for (const action of ['DeleteItem', 'UpdateItem']) expect([action, allowed(action)]).toEqual([action, []]);
    expect(allowed('Query')).toEqual(['api', 'hr', 'web']);
    expect(allowed('GetItem')).toEqual(['api', 'hr', 'web', 'workflow']);
  });
});

describe('working calendars and seats', () => {
  const allowed = (pk: string, action: string) =>
    functionNames.filter((name) =>
      isAllowed(rightsOf(good, name), {
        action: `dynamodb:${action}`,
        resource: tableArnOf(good),
        context: { ...at(pk), ...inTransaction },
      }),
    );
  const [calendar, seats] = [keys.calendar('Northport').pk, keys.seats('ladder', 'L5').pk];

  it('are put by HR’s function, seats by signatures as well, and taken away by nobody', () => {
    expect(allowed(calendar, 'PutItem')).toEqual(['hr']);
    expect(allowed(seats, 'PutItem')).toEqual(['api', 'hr', 'web']);
    for (const pk of [calendar, seats])
      for (const action of ['DeleteItem', 'UpdateItem']) expect([action, allowed(pk, action)]).toEqual([action, []]);
  });

  it('are read by whatever carries a case on; who holds a seat and who waits is listed for HR alone', () => {
    expect(allowed(calendar, 'Query')).toEqual(['api', 'hr', 'web', 'workflow']);
    expect(allowed(seats, 'GetItem')).toEqual(['api', 'web']);
    expect(allowed(seats, 'Query')).toEqual(['hr']);
  });
});

describe('reading', () => {
  const sideDoors = ['Scan', 'PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete', 'BatchWriteItem'];
  const rolesWithSideDoors = (template: CloudTemplate) =>
    sideDoors.flatMap((action) => rolesThatMay(template, `dynamodb:${action}`, at(caseKey)));

  it('is by key and by query: nobody scans the table or writes statements against it', () => {
    expect(rolesWithSideDoors(good)).toEqual([]);
    expect(rolesWithSideDoors(templateOf(allowing('sweep', ['dynamodb:*'])))).toEqual([]);
  });

  it('is noticed when a new role may scan', () => {
    const careless = hurriedRole((table, role) => table.grantReadData(role));
    expect(rolesWithSideDoors(templateOf(careless))).toHaveLength(1);
  });

  it('of a callback token is for the relay and the sweep', () => {
    const mayRead = (template: CloudTemplate) =>
      functionNames.filter((name) =>
        ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'].some((action) =>
          isAllowed(rightsOf(template, name), { action, resource: tableArnOf(template), context: at(tokenKey) }),
        ),
      );
    expect(mayRead(good)).toEqual(['relay', 'sweep']);
    expect(mayRead(templateOf(allowing('web', ['dynamodb:GetItem'])))).toEqual(['web', 'relay', 'sweep']);
  });

  it('of a batch is refused as a whole when one of its keys is out of bounds', () => {
    const asked = { action: 'dynamodb:BatchGetItem', resource: tableArnOf(good) };
    expect(isAllowed(rightsOf(good, 'api'), { ...asked, context: at(caseKey) })).toBe(true);
    expect(isAllowed(rightsOf(good, 'api'), { ...asked, context: at(caseKey, tokenKey) })).toBe(false);
    expect(isAllowed(rightsOf(good, 'api'), { ...asked, context: {} })).toBe(false);
  });

  it('of sessions is for the pages, which HR’s function has some of', () => {
    const asked = { action: 'dynamodb:GetItem', resource: tableArnOf(good), context: at(keys.session('s').pk) };
    expect(functionNames.filter((name) => isAllowed(rightsOf(good, name), asked))).toEqual(['hr', 'web']);
  });
});

describe('Step Functions', () => {
  const reach = (template: CloudTemplate) =>
    Object.fromEntries(
      functionNames.map((name) => [
        name,
        rightsOf(template, name)
          .flatMap((one) => one.actions.filter((action) => action === '*' || action.startsWith('states:')))
          .sort(),
      ]),
    );
  const wanted = {
    api: [],
    hr: [],
    web: [],
    workflow: [],
    relay: ['states:SendTaskSuccess', 'states:StartExecution'],
    sweep: ['states:DescribeExecution', 'states:SendTaskSuccess', 'states:StartExecution'],
  };

  it('is reached by the relay and the sweep alone, by actions that are named', () => {
    expect(reach(good)).toEqual(wanted);
  });

  it('is noticed when pages or tasks could call back, or the relay could do anything', () => {
    expect(reach(templateOf(allowing('web', ['states:SendTaskSuccess'])))).not.toEqual(wanted);
    expect(reach(templateOf(allowing('workflow', ['states:SendTaskSuccess'])))).not.toEqual(wanted);
    expect(reach(templateOf(allowing('relay', ['states:*'])))).not.toEqual(wanted);
  });

  it('is reached for our own state machine and nobody else’s', () => {
    const resources = ['relay', 'sweep'].flatMap((name) =>
      rightsOf(good, name)
        .filter((one) => one.actions.some((action) => action.startsWith('states:')))
        .flatMap((one) => one.resources),
    );
    const [[machine] = []] = resourcesOf(good, 'AWS::StepFunctions::StateMachine');
    expect(resources.every((one) => one.includes(`<${machine}`))).toBe(true);
  });
});

describe('a role', () => {
  const wildcardActions = (template: CloudTemplate) =>
    [...rolesOf(template)].flatMap(([role, rights]) =>
      rights.flatMap((one) =>
        one.actions.filter((action) => action.includes('*')).map((action) => `${role} ${action}`),
      ),
    );

  it('names every action it allows or denies', () => {
    expect(wildcardActions(good)).toEqual([]);
    expect(wildcardActions(templateOf(allowing('web', ['dynamodb:Get*'])))).toHaveLength(1);
  });

  it('takes nothing from a policy that AWS may change', () => {
    expect(() => rolesOf(good)).not.toThrow();
    expect(() => rolesOf(templateOf(hurriedFunction))).toThrow('takes its rights from elsewhere');
  });
});
