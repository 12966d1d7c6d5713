import { checkFields, type Fields, list, object, refuse } from './fields.ts';
import type { State, StateMachine } from './states.ts';

const fields = {
  machine: { StartAt: 'text' },
  Task: { Resource: 'resource' },
  Parameters: { FunctionName: 'text', Payload: 'template' },
  retrier: {
    ErrorEquals: 'errors',
    IntervalSeconds: 'whole, from 1',
    MaxAttempts: 'whole, from 0',
    BackoffRate: 'from 1',
  },
  catcher: { ErrorEquals: 'errors', Next: 'text', ResultPath: 'null' },
  Choice: { Default: 'text' },
  rule: { Next: 'text' },
  test: { Variable: 'path' },
  Succeed: {},
} satisfies Record<string, Fields>;

/** Optional fields. */
const optional = {
  machine: { Comment: 'text' },
  Task: {
    ResultSelector: 'template',
    ResultPath: 'reference path or null',
    TimeoutSeconds: 'whole, from 1',
    TimeoutSecondsPath: 'path',
    Next: 'text',
    End: 'true',
  },
  test: {
    IsPresent: 'boolean',
    IsNumeric: 'boolean',
    StringEquals: 'text',
    NumericGreaterThanEquals: 'number',
    NumericLessThanEquals: 'number',
  },
} satisfies Record<string, Fields>;

/**
 * Checks a definition. Throws for every field, state type, path, resource, error name or function that is not
 * implemented, and names the place. So a definition that is accepted runs as it does in AWS.
 */
export function readDefinition(definition: unknown): StateMachine {
  const { States, ...machine } = object(definition, 'definition');
  checkFields(machine, 'definition', fields.machine, optional.machine);
  const states = Object.entries(object(States, 'definition.States'));
  for (const [name, state] of states) readState(name, object(state, name));
  const read = definition as StateMachine;
  for (const [place, target] of [['definition.StartAt', read.StartAt] as const, ...targetsOf(read)])
    if (!Object.hasOwn(read.States, target)) refuse(place, `there is no state '${target}'`);
  for (const [name] of states) refuseEndless(name, read.States, []);
  return read;
}

function readState(name: string, { Type, ...state }: Record<string, unknown>): void {
  if (Type === 'Task') readTask(name, state);
  else if (Type === 'Choice') readChoice(name, state);
  else if (Type === 'Succeed') checkFields(state, name, fields.Succeed);
  else refuse(`${name}.Type`, `'${Type}' is not implemented`);
}

function readTask(name: string, { Parameters, Retry = [], Catch = [], ...task }: Record<string, unknown>): void {
  checkFields(task, name, fields.Task, optional.Task);
  checkFields(object(Parameters, `${name}.Parameters`), `${name}.Parameters`, fields.Parameters);
  if ((task.Next === undefined) === (task.End === undefined)) refuse(name, 'either Next or End is needed');
  if (task.TimeoutSeconds !== undefined && task.TimeoutSecondsPath !== undefined) refuse(name, 'it has two timeouts');
  for (const [place, one] of list(Retry, `${name}.Retry`)) checkFields(object(one, place), place, fields.retrier);
  for (const [place, one] of list(Catch, `${name}.Catch`)) checkFields(object(one, place), place, fields.catcher);
}

function readChoice(name: string, { Choices, ...choice }: Record<string, unknown>): void {
  checkFields(choice, name, fields.Choice);
  for (const [place, one] of list(Choices, `${name}.Choices`)) {
    const { And, ...rule } = object(one, place);
    checkFields(rule, place, fields.rule);
    for (const [at, test] of list(And, `${place}.And`)) {
      checkFields(object(test, at), at, fields.test, optional.test);
      if (Object.keys(object(test, at)).length !== 2) refuse(at, 'one comparison is needed');
    }
  }
}

/** Every next state that a state names, with the place that names it. */
function targetsOf({ States }: StateMachine): [place: string, target: string][] {
  return Object.entries(States).flatMap(([name, state]) =>
    nextOf(state).map((target): [string, string] => [name, target]),
  );
}

function nextOf(state: State): string[] {
  if (state.Type === 'Succeed') return [];
  if (state.Type === 'Choice') return [...state.Choices.map((one) => one.Next), state.Default];
  return [...(state.Next ? [state.Next] : []), ...(state.Catch ?? []).map((one) => one.Next)];
}

/** Refuses a circle of choices. All choices between two tasks are one transition, so a circle would never end. */
function refuseEndless(name: string, states: StateMachine['States'], before: string[]): void {
  const state = states[name];
  if (state?.Type !== 'Choice') return;
  if (before.includes(name)) refuse(name, 'choices lead back to it without any task');
  for (const next of nextOf(state)) refuseEndless(next, states, [...before, name]);
}
