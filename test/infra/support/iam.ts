import { type CloudTemplate, functionsOf, resourcesOf, textOf } from './stack.ts';

/** One statement of a policy, with every part as a list. */
export interface Statement {
  effect: 'Allow' | 'Deny';
  actions: string[];
  resources: string[];
  conditions: Record<string, Record<string, string | string[]>>;
}

/** A request that IAM checks. A key of the context can have several values or none. */
export interface Asked {
  action: string;
  resource: string;
  context?: Record<string, string[]>;
}

const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

interface PolicyDocument {
  Statement: {
    Effect: 'Allow' | 'Deny';
    Action: string | string[];
    Resource: unknown;
    Condition?: Statement['conditions'];
  }[];
}

/**
 * The statements of each role, by the role as text. Throws for a managed policy, because its rights are not in the
 * template.
 */
export function rolesOf(template: CloudTemplate): Map<string, Statement[]> {
  const roles = new Map<string, Statement[]>();
  type Role = { ManagedPolicyArns?: unknown[]; Policies?: { PolicyDocument: PolicyDocument }[] };
  for (const [name, { Properties }] of resourcesOf<Role>(template, 'AWS::IAM::Role')) {
    const { ManagedPolicyArns = [], Policies = [] } = Properties;
    if (ManagedPolicyArns.length > 0) throw new Error(`${name} has a managed policy`);
    roles.set(
      `<${name}>`,
      Policies.flatMap((policy) => statementsOf(policy.PolicyDocument)),
    );
  }
  type Policy = { Roles: unknown[]; PolicyDocument: PolicyDocument };
  for (const [, { Properties }] of resourcesOf<Policy>(template, 'AWS::IAM::Policy'))
    for (const role of Properties.Roles) roles.get(textOf(role))?.push(...statementsOf(Properties.PolicyDocument));
  return roles;
}

/** The statements of a function's role. */
export function rightsOf(template: CloudTemplate, name: string): Statement[] {
  const role = textOf(functionsOf(template).get(name)?.Role ?? '');
  const rights = rolesOf(template).get(role.replace('.Arn>', '>'));
  if (!rights) throw new Error(`There is no function ${name}, or it has no role`);
  return rights;
}

function statementsOf({ Statement }: PolicyDocument): Statement[] {
  return Statement.map((one) => ({
    effect: one.Effect,
    actions: listOf(one.Action),
    resources: listOf(one.Resource).map(textOf),
    conditions: one.Condition ?? {},
  }));
}

/**
 * Whether a role is allowed a request: one statement allows it and no statement denies it. Follows the documentation of
 * IAM, but only for the operators that our policies use. Throws for any other operator.
 */
export function isAllowed(statements: readonly Statement[], asked: Asked): boolean {
  const applying = statements.filter(
    ({ actions, resources, conditions }) =>
      actions.some((pattern) => isLike(asked.action, pattern)) &&
      resources.some((pattern) => isLike(asked.resource, pattern)) &&
      Object.entries(conditions).every(([operator, keys]) =>
        Object.entries(keys).every(([key, values]) => holds(operator, asked.context?.[key] ?? [], listOf(values))),
      ),
  );
  return applying.some((one) => one.effect === 'Allow') && !applying.some((one) => one.effect === 'Deny');
}

function holds(operator: string, given: readonly string[], values: readonly string[]): boolean {
  if (operator === 'Null') return values.includes(String(given.length === 0));
  // An operator without a set prefix is for a key with one value.
  const [set, compare] = operator.includes(':') ? operator.split(':') : ['ForAnyValue', operator];
  const matches = (one: string) => {
    if (compare === 'StringLike') return values.some((value) => isLike(one, value));
    if (compare === 'StringEquals') return values.includes(one);
    if (compare === 'StringNotEquals') return !values.includes(one);
    throw new Error(`Unknown operator: ${operator}`);
  };
  if (set === 'ForAllValues') return given.every(matches);
  if (set === 'ForAnyValue') return given.some(matches);
  throw new Error(`Unknown operator: ${operator}`);
}

function isLike(text: string, pattern: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${escaped}$`).test(text);
}
