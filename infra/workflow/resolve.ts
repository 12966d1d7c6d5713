/** The definition of a state machine in Amazon States Language. */
export type Definition = Record<string, unknown>;

export interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

/** The values of the template's intrinsics. */
export interface Resolution {
  partition: string;
  region: string;
  account: string;
  /** The ARN of the one function that the state machine calls. */
  functionArn: string;
}

/**
 * The only definition in a template, with every intrinsic resolved. Throws if it finds an unknown intrinsic or a second
 * function, because one function carries out all tasks.
 */
export function resolveDefinition(template: Template, resolution: Resolution): Definition {
  const machines = Object.values(template.Resources).filter((one) => one.Type === 'AWS::StepFunctions::StateMachine');
  if (machines.length !== 1) throw new Error(`The template has ${machines.length} state machines instead of one`);
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
    throw new Error(`The definition has an intrinsic that cannot be resolved: ${JSON.stringify(value)}`);
  }

  return JSON.parse(textOf(machines[0]?.Properties?.DefinitionString));
}

function isFunctionArn({ Resources }: Template, argument: unknown): boolean {
  const [id, attribute, ...more] = argument as string[];
  return more.length === 0 && attribute === 'Arn' && Resources[id ?? '']?.Type === 'AWS::Lambda::Function';
}
