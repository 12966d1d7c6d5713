import type { PersonCommand } from '../contract/commands.ts';
import { type PersonCommandType, personCommandTypes, type WorkflowStage } from '../contract/names.ts';
import { commands } from '../domain/case/commands/index.ts';
import type { CommandRow } from '../domain/case/commands/row.ts';

/** Whether a request for this command must give, in `If-Match`, the version of the case that the person has read. */
export function needsVersion(type: PersonCommandType): boolean {
  return commands[type].needsVersion === true;
}

/** The commands that need `If-Match`. */
export const commandsWithVersion = personCommandTypes.filter(needsVersion);

/** The row of a command. Its functions take commands of its own type, which the compiler cannot follow here. */
export function rowOf({ type }: PersonCommand): CommandRow<PersonCommandType> {
  return commands[type] as CommandRow<PersonCommandType>;
}

/** The title of a command. */
export function titleOf(type: PersonCommandType): string {
  return commands[type].title;
}

/** Who takes a step of the desk of HR: not every person of HR takes every one. */
export function takenBy(type: PersonCommandType): string {
  const { by, whose } = commands[type];
  return by.hr === 'uninvolved' ? whose : 'any person of HR who has no part in this case';
}

/** The stages that a command belongs to. Null: it belongs to no particular stage. */
export function stagesOf(type: PersonCommandType): readonly WorkflowStage[] | null {
  const { stages } = commands[type];
  return typeof stages === 'string' ? null : stages;
}
