/** A state machine's definition, as Step Functions reads it. */
export type Definition = Record<string, unknown>;

export interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

/** What intrinsics of the template stand for. */
export interface Resolution {
  partition: string;
  region: string;
  account: string;
  /** Of the one function that the state machine calls. */
  functionArn: string;
}

/**
 * The one definition in a template, with every intrinsic resolved. Throws on any intrinsic it does not know, and on a second
 * function: there is one for all tasks.
 */
export function resolveDefinition(template: Template, resolution: Resolution): Definition {
  const machines = Object.values(template.Resources).filter((one) => one.Type === 'AWS::StepFunctions::StateMachine');
  if (machines.length !== 1) throw new Error(`The template holds ${machines.length} state machines instead of one`);
  const called = new Set<string>();
  const known = new Map<unknown, string>([
    ['AWS::Partition', resolution.partition],
    ['AWS::Region', resolution.region],
    ['AWS::AccountId', resolution.account],
  ]);

  function textOf(value: unknown): string {
    if (typeof value === 'string') return value;
    const [[name, argument] = [], ...more] = Object.entries(value ?? {});
    if (more.length === 0 && name === 'Fn::Join') {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map(textOf).join(separator);
    }
    const pseudo = more.length === 0 && name === 'Ref' ? known.get(argument) : undefined;
    if (pseudo !== undefined) return pseudo;
    if (more.length === 0 && name === 'Fn::GetAtt' && isFunctionArn(template, argument)) {
      called.add(JSON.stringify(argument));
      if (called.size > 1) throw new Error(`The definition calls more than one function: ${[...called].join(', ')}`);
      return resolution.functionArn;
    }
    throw new Error(`The definition holds an intrinsic that cannot be resolved: ${JSON.stringify(value)}`);
  }

  return JSON.parse(textOf(machines[0]?.Properties?.DefinitionString));
}

function isFunctionArn({ Resources }: Template, argument: unknown): boolean {
  const [id, attribute, ...more] = argument as string[];
  return more.length === 0 && attribute === 'Arn' && Resources[id ?? '']?.Type === 'AWS::Lambda::Function';
}
