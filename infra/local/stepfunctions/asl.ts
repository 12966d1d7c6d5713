/** The part of Amazon States Language that our definition uses. Anything else is refused at load, by its place. */

export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds: number;
  MaxAttempts: number;
  BackoffRate: number;
}

export interface Catcher {
  ErrorEquals: string[];
  Next: string;
  ResultPath: null;
}

export interface TaskState {
  Type: 'Task';
  Resource: string;
  Parameters: Record<string, unknown>;
  ResultSelector?: Record<string, unknown>;
  ResultPath?: string | null;
  TimeoutSeconds?: number;
  TimeoutSecondsPath?: string;
  Retry?: Retrier[];
  Catch?: Catcher[];
  Next?: string;
  End?: true;
}

export interface Test {
  Variable: string;
  IsPresent?: boolean;
  IsNumeric?: boolean;
  StringEquals?: string;
  NumericGreaterThanEquals?: number;
  NumericLessThanEquals?: number;
}

export interface ChoiceState {
  Type: 'Choice';
  Choices: { And: Test[]; Next: string }[];
  Default: string;
}

export type State = TaskState | ChoiceState | { Type: 'Succeed' };

export interface StateMachine {
  StartAt: string;
  States: Record<string, State>;
}

type Kind = 'text' | 'number' | 'boolean' | 'texts' | 'path' | 'reference path or null' | 'null' | 'true' | 'template';
type Fields = Record<string, Kind>;

const fields = {
  machine: { Comment: 'text', StartAt: 'text' } as Fields,
  Task: {
    Resource: 'text',
    Parameters: 'template',
    ResultSelector: 'template',
    ResultPath: 'reference path or null',
    TimeoutSeconds: 'number',
    TimeoutSecondsPath: 'path',
    Next: 'text',
    End: 'true',
  } as Fields,
  retrier: { ErrorEquals: 'texts', IntervalSeconds: 'number', MaxAttempts: 'number', BackoffRate: 'number' } as Fields,
  catcher: { ErrorEquals: 'texts', Next: 'text', ResultPath: 'null' } as Fields,
  Choice: { Default: 'text' } as Fields,
  rule: { Next: 'text' } as Fields,
  test: {
    Variable: 'path',
    IsPresent: 'boolean',
    IsNumeric: 'boolean',
    StringEquals: 'text',
    NumericGreaterThanEquals: 'number',
    NumericLessThanEquals: 'number',
  } as Fields,
  Succeed: {} as Fields,
};

const path = /^\$\$?(\.[A-Za-z_][A-Za-z0-9_]*)*$/;
const referencePath = /^\$(\.[A-Za-z_][A-Za-z0-9_]*)+$/;
const resource = /^arn:[a-z-]+:states:::lambda:invoke(\.waitForTaskToken)?$/;

/** Reads a definition. Throws on every field, state type, path, resource or function it does not implement. */
export function readDefinition(definition: unknown): StateMachine {
  const { States, ...machine } = object(definition, 'definition');
  check(machine, fields.machine, 'definition');
  const states = Object.entries(object(States, 'definition.States'));
  for (const [name, state] of states) readState(name, object(state, name));
  const names = new Set(states.map(([name]) => name));
  for (const target of [machine.StartAt, ...states.flatMap(([, state]) => targetsOf(state as State))])
    if (!names.has(target as string)) refuse('definition', `there is no state '${target}'`);
  return definition as StateMachine;
}

function readState(name: string, { Type, ...state }: Record<string, unknown>): void {
  if (Type === 'Task') {
    const { Retry = [], Catch = [], ...rest } = state;
    check(rest, fields.Task, name);
    if (!resource.test(String(rest.Resource))) refuse(`${name}.Resource`, `'${rest.Resource}' is not implemented`);
    if (!rest.Parameters) refuse(name, 'Parameters are needed');
    if ((rest.Next === undefined) === (rest.End === undefined)) refuse(name, 'either Next or End is needed');
    if (rest.TimeoutSeconds !== undefined && rest.TimeoutSecondsPath !== undefined) refuse(name, 'it has two timeouts');
    list(Retry, `${name}.Retry`).forEach((one, at) => {
      check(object(one, `${name}.Retry.${at}`), fields.retrier, `${name}.Retry.${at}`, true);
    });
    list(Catch, `${name}.Catch`).forEach((one, at) => {
      check(object(one, `${name}.Catch.${at}`), fields.catcher, `${name}.Catch.${at}`, true);
    });
  } else if (Type === 'Choice') {
    const { Choices, ...rest } = state;
    check(rest, fields.Choice, name, true);
    list(Choices, `${name}.Choices`).forEach((one, at) => {
      const { And, ...rule } = object(one, `${name}.Choices.${at}`);
      check(rule, fields.rule, `${name}.Choices.${at}`, true);
      list(And, `${name}.Choices.${at}.And`).forEach((test, place) => {
        const where = `${name}.Choices.${at}.And.${place}`;
        check(object(test, where), fields.test, where);
        if (Object.keys(object(test, where)).length !== 2) refuse(where, 'a Variable and one comparison are needed');
      });
    });
  } else if (Type === 'Succeed') check(state, fields.Succeed, name);
  else refuse(`${name}.Type`, `'${Type}' is not implemented`);
}

function targetsOf(state: State): (string | undefined)[] {
  if (state.Type === 'Choice') return [...state.Choices.map((one) => one.Next), state.Default];
  if (state.Type === 'Succeed') return [];
  return [...(state.Next ? [state.Next] : []), ...(state.Catch ?? []).map((one) => one.Next)];
}

function check(found: Record<string, unknown>, known: Fields, where: string, all = false): void {
  for (const [name, value] of Object.entries(found)) {
    const kind = known[name];
    if (!kind) refuse(`${where}.${name}`, 'this field is not implemented');
    else checkKind(value, kind, `${where}.${name}`);
  }
  if (all) for (const name of Object.keys(known)) if (!(name in found)) refuse(where, `${name} is needed`);
}

function checkKind(value: unknown, kind: Kind, where: string): void {
  const holds: Record<Kind, () => boolean> = {
    text: () => typeof value === 'string',
    number: () => typeof value === 'number',
    boolean: () => typeof value === 'boolean',
    true: () => value === true,
    null: () => value === null,
    texts: () => Array.isArray(value) && value.every((one) => typeof one === 'string'),
    path: () => path.test(String(value)),
    'reference path or null': () => value === null || referencePath.test(String(value)),
    template: () => {
      checkTemplate(value, where);
      return true;
    },
  };
  if (!holds[kind]()) refuse(where, `'${JSON.stringify(value)}' is not implemented; a ${kind} is`);
}

function checkTemplate(template: unknown, where: string): void {
  if (Array.isArray(template)) for (const [at, one] of template.entries()) checkTemplate(one, `${where}.${at}`);
  else if (template !== null && typeof template === 'object')
    for (const [name, value] of Object.entries(template)) {
      if (!name.endsWith('.$')) checkTemplate(value, `${where}.${name}`);
      else if (!path.test(String(value))) refuse(`${where}.${name}`, `'${value}' is not implemented; plain paths are`);
    }
}

function object(value: unknown, where: string): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) refuse(where, 'an object is needed');
  return value as Record<string, unknown>;
}

function list(value: unknown, where: string): unknown[] {
  if (!Array.isArray(value)) refuse(where, 'a list is needed');
  return value as unknown[];
}

function refuse(where: string, why: string): never {
  throw new Error(`State machine definition, ${where}: ${why}`);
}
