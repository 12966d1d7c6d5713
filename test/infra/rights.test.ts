import { describe, expect, it } from 'vitest';
import { functionNames } from '#infra/aws/bundling.ts';
import { keys, moveKeys } from '#shared/store/keys.ts';
import { isAllowed, rightsOf, rolesOf, type Statement } from './support/iam.ts';
import { allowing, hurriedFunction, hurriedRole } from './support/spoil.ts';
import { type CloudTemplate, functionsOf, resourcesOf, templateOf } from './support/stack.ts';

const good = templateOf();

const inTransaction = { 'dynamodb:EnclosingOperation': ['TransactWriteItems'] };
const at = (...pks: string[]) => ({ 'dynamodb:LeadingKeys': pks });
const tableArnOf = (template: CloudTemplate) => `<${resourcesOf(template, 'AWS::DynamoDB::GlobalTable')[0]?.[0]}.Arn>`;

/** The roles that are allowed an action on the table. */
function rolesAllowed(template: CloudTemplate, action: string, context?: Record<string, string[]>): string[] {
  const asked = { action, resource: tableArnOf(template), ...(context ? { context } : {}) };
  return [...rolesOf(template)].filter(([, rights]) => isAllowed(rights, asked)).map(([role]) => role);
}

const event = keys.event('case_1', 1).pk;
const caseKey = keys.head('case_1').pk;
const tokenKey = keys.token('case_1').pk;

describe('events', () => {
  const rolesAllowedToChangeEvents = (template: CloudTemplate) =>
    ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'].flatMap((action) =>
      [at(event), at(caseKey, event), {}].flatMap((context) => [
        ...rolesAllowed(template, action, context),
        ...rolesAllowed(template, action, { ...context, ...inTransaction }),
      ]),
    );

  it('cannot be updated or deleted by any role', () => {
    expect(rolesAllowedToChangeEvents(good)).toEqual([]);
  });

  it('stay protected even if a function gets all rights on the table', () => {
    expect(rolesAllowedToChangeEvents(templateOf(allowing('api', ['dynamodb:*'])))).toEqual([]);
  });

  it('are not protected from a new role that gets its rights from the CDK, and this test finds it', () => {
    const careless = hurriedRole((table, role) => table.grantReadWriteData(role));
    expect(new Set(rolesAllowedToChangeEvents(templateOf(careless))).size).toBe(1);
  });
});

describe('who somebody is', () => {
  const signIn = keys.signIn('https://login.example.com/', 'sub').pk;
  const ownPages = () => rolesAllowed(good, 'dynamodb:PutItem', { ...at(signIn), ...inTransaction });

  it('is said by the function of the pages alone, at a first sign-in', () => {
    expect(ownPages()).toHaveLength(1);
    expect(ownPages()[0]).toMatch(/web/i);
  });

  it('is said in advance by the function of files alone, after two people have decided on a mapping file', () => {
    const mapped = moveKeys.mapped('0'.repeat(32)).pk;
    const roles = rolesAllowed(good, 'dynamodb:PutItem', { ...at(mapped), ...inTransaction });
    expect(roles).toHaveLength(1);
    expect(roles[0]).toMatch(/imports/i);
  });

  it('is deleted by none', () => {
    for (const action of ['dynamodb:DeleteItem', 'dynamodb:UpdateItem'])
      for (const key of [signIn, moveKeys.mapped('0'.repeat(32)).pk])
        expect(rolesAllowed(good, action, { ...at(key), ...inTransaction })).toEqual([]);
  });
});

describe('writing', () => {
  const rolesAllowedToWriteAlone = (template: CloudTemplate) =>
    ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'].flatMap((action) =>
      [at(caseKey), at(event), at(keys.profile('p').pk), at(keys.session('s').pk), {}].flatMap((context) =>
        rolesAllowed(template, action, context),
      ),
    );

  it('is allowed only in transactions', () => {
    expect(rolesAllowedToWriteAlone(good)).toEqual([]);
    expect(rolesAllowed(good, 'dynamodb:PutItem', { ...at(caseKey), ...inTransaction })).toHaveLength(5);
  });

  it('outside of a transaction is found, if a new role allows it', () => {
    const careless = hurriedRole((table, role) => table.grantWriteData(role));
    expect(new Set(rolesAllowedToWriteAlone(templateOf(careless))).size).toBe(1);
  });

  it('is forbidden for the relay, except for notices and what waits for a mail', () => {
    const writes = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
    const allowedWrites = (rights: Statement[], key: string) =>
      writes.filter((action) =>
        isAllowed(rights, { action, resource: tableArnOf(good), context: { ...at(key), ...inTransaction } }),
      );
    for (const key of [caseKey, event, tokenKey, keys.profile('p').pk])
      expect(allowedWrites(rightsOf(good, 'relay'), key)).toEqual([]);
    for (const key of [keys.notice('p', 'ev_1').pk, keys.mailPartition])
      expect(allowedWrites(rightsOf(good, 'relay'), key)).toEqual(['dynamodb:PutItem']);
    expect(allowedWrites(rightsOf(good, 'workflow'), caseKey)).toEqual(['dynamodb:PutItem']);
  });
});

describe('mail', () => {
  const arn = (identity: string) => `arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/${identity}`;
  const senders = (template: CloudTemplate, from: string, identity: string) =>
    functionNames.filter((name) =>
      isAllowed(rightsOf(template, name), {
        action: 'ses:SendEmail',
        resource: arn(identity),
        context: { 'ses:FromAddress': [from] },
      }),
    );
  const withMail = templateOf(undefined, { mailFrom: 'rungs@example.com' });

  it('is sent only if the deployment names a sender', () => {
    expect(senders(good, 'rungs@example.com', 'rungs@example.com')).toEqual([]);
    expect(functionsOf(good).get('relay')?.Environment?.Variables).not.toHaveProperty('RUNGS_MAIL_FROM');
    expect(functionsOf(withMail).get('relay')?.Environment?.Variables.RUNGS_MAIL_FROM).toBe('rungs@example.com');
  });

  it('is sent only by the relay, and only from that address', () => {
    for (const identity of ['rungs@example.com', 'example.com'])
      expect(senders(withMail, 'rungs@example.com', identity)).toEqual(['relay']);
    expect(senders(withMail, 'boss@example.com', 'example.com')).toEqual([]);
    expect(senders(withMail, 'rungs@example.com', 'elsewhere.com')).toEqual([]);
  });
});

describe('ladders', () => {
  const version = keys.ladder('ladder', 1).pk;
  const record = keys.ladderRecord('ladder').pk;
  const draft = keys.ladderDraft('ladder').pk;
  const writers = (template: CloudTemplate, action: string, pk: string) =>
    functionNames.filter((name) =>
      isAllowed(rightsOf(template, name), {
        action,
        resource: tableArnOf(template),
        context: { ...at(pk), ...inTransaction },
      }),
    );

  it('are written by HR’s function, which can delete drafts but no versions', () => {
    for (const pk of [version, record, draft]) expect(writers(good, 'dynamodb:PutItem', pk)).toEqual(['hr']);
    expect(writers(good, 'dynamodb:DeleteItem', draft)).toEqual(['hr']);
    for (const pk of [version, record])
      for (const action of ['dynamodb:DeleteItem', 'dynamodb:UpdateItem'])
        expect(writers(good, action, pk)).toEqual([]);
  });

  it('stay protected from deletion even if a function gets all rights on the table', () => {
    const spoilt = templateOf(allowing('api', ['dynamodb:*']));
    expect(writers(spoilt, 'dynamodb:DeleteItem', version)).toEqual([]);
    expect(writers(spoilt, 'dynamodb:PutItem', version)).toEqual(['api', 'hr']);
  });

  it('can be read as drafts only by HR’s function', () => {
    const asked = { resource: tableArnOf(good), context: at(draft) };
    for (const action of ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'])
      expect([action, functionNames.filter((name) => isAllowed(rightsOf(good, name), { ...asked, action }))]).toEqual([
        action,
        action === 'dynamodb:Query' ? [] : ['hr'],
      ]);
  });

  it('do not let HR’s function delete a case: it only reads them, and writes what two people corrected', () => {
    const allowedActions = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem'].filter(
      (action) =>
        isAllowed(rightsOf(good, 'hr'), {
          action: `dynamodb:${action}`,
          resource: tableArnOf(good),
          context: { ...at(caseKey), ...inTransaction },
        }),
    );
    expect(allowedActions).toEqual(['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'ConditionCheckItem']);
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

  it('are put only by HR’s function, deleted by none, and listed by API and pages', () => {
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

  it('are put by HR’s function, seats also by API and pages for signatures and by files of people, and deleted by none', () => {
    expect(allowed(calendar, 'PutItem')).toEqual(['hr']);
    expect(allowed(seats, 'PutItem')).toEqual(['api', 'hr', 'web', 'imports']);
    for (const pk of [calendar, seats])
      for (const action of ['DeleteItem', 'UpdateItem']) expect([action, allowed(pk, action)]).toEqual([action, []]);
  });

  it('the known teams and ODCs are read and put by HR’s function and by files of people alone, and deleted by none', () => {
    const { pk } = keys.places;
    expect(allowed(pk, 'PutItem')).toEqual(['hr', 'imports']);
    // HR's list of cases, which the pages draw, is filtered by them.
    expect(allowed(pk, 'GetItem')).toEqual(['hr', 'web', 'imports']);
    for (const action of ['DeleteItem', 'UpdateItem']) expect([action, allowed(pk, action)]).toEqual([action, []]);
  });

  it('are read by the functions that move a case on or tell of it, and by the sweep, but only what changes records of people lists seats', () => {
    expect(allowed(calendar, 'Query')).toEqual(['api', 'hr', 'web', 'workflow', 'relay', 'sweep']);
    expect(allowed(seats, 'GetItem')).toEqual(['api', 'hr', 'web']);
    expect(allowed(seats, 'Query')).toEqual(['hr', 'imports']);
  });
});

describe('reading', () => {
  const unusedActions = ['Scan', 'PartiQLSelect', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete', 'BatchWriteItem'];
  const rolesWithUnusedActions = (template: CloudTemplate) =>
    unusedActions.flatMap((action) => rolesAllowed(template, `dynamodb:${action}`, at(caseKey)));

  it('is allowed by key and by query, but not by scan or PartiQL', () => {
    expect(rolesWithUnusedActions(good)).toEqual([]);
    expect(rolesWithUnusedActions(templateOf(allowing('sweep', ['dynamodb:*'])))).toEqual([]);
  });

  it('by scan is found, if a new role allows it', () => {
    const careless = hurriedRole((table, role) => table.grantReadData(role));
    expect(rolesWithUnusedActions(templateOf(careless))).toHaveLength(1);
  });

  it('of a callback token is allowed only for the relay and the sweep', () => {
    const readers = (template: CloudTemplate) =>
      functionNames.filter((name) =>
        ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'].some((action) =>
          isAllowed(rightsOf(template, name), { action, resource: tableArnOf(template), context: at(tokenKey) }),
        ),
      );
    expect(readers(good)).toEqual(['relay', 'sweep']);
    expect(readers(templateOf(allowing('web', ['dynamodb:GetItem'])))).toEqual(['web', 'relay', 'sweep']);
  });

  it('of a batch is refused as a whole if one of its keys is forbidden', () => {
    const asked = { action: 'dynamodb:BatchGetItem', resource: tableArnOf(good) };
    expect(isAllowed(rightsOf(good, 'api'), { ...asked, context: at(caseKey) })).toBe(true);
    expect(isAllowed(rightsOf(good, 'api'), { ...asked, context: at(caseKey, tokenKey) })).toBe(false);
    expect(isAllowed(rightsOf(good, 'api'), { ...asked, context: {} })).toBe(false);
  });

  it('of sessions is allowed only for the pages and for HR’s function, which also has pages', () => {
    const asked = { action: 'dynamodb:GetItem', resource: tableArnOf(good), context: at(keys.session('s').pk) };
    expect(functionNames.filter((name) => isAllowed(rightsOf(good, name), asked))).toEqual(['hr', 'web']);
  });
});

describe('Step Functions', () => {
  const actionsOn = (template: CloudTemplate) =>
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
    imports: [],
  };

  it('can be called only by the relay and the sweep, with named actions', () => {
    expect(actionsOn(good)).toEqual(wanted);
  });

  it('is checked for callbacks by pages or tasks, and for wildcards', () => {
    expect(actionsOn(templateOf(allowing('web', ['states:SendTaskSuccess'])))).not.toEqual(wanted);
    expect(actionsOn(templateOf(allowing('workflow', ['states:SendTaskSuccess'])))).not.toEqual(wanted);
    expect(actionsOn(templateOf(allowing('relay', ['states:*'])))).not.toEqual(wanted);
  });

  it('can be called only for our own state machine', () => {
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

  it('has no managed policy, because AWS can change its rights', () => {
    expect(() => rolesOf(good)).not.toThrow();
    expect(() => rolesOf(templateOf(hurriedFunction))).toThrow('has a managed policy');
  });
});
