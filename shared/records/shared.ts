import { refusalOf } from '../cases/refusal.ts';
import type { ProposalMatter } from '../contract/names.ts';
import type { OpenCase } from '../domain/directory/involvement.ts';
import { mattersOfShared, sharedTakesTwo } from '../domain/directory/shared-records.ts';
import type { Table } from '../store/client.ts';
import type { ChangeBy } from './change.ts';
import { openCasesOf } from './open-cases.ts';

/** What a change of a record rests on that many cases share. */
export interface SharedFacts {
  casesOfActor: OpenCase[];
}

/** Reads these facts. */
export const sharedFacts = (table: Table) => async (actorId: string) => ({
  casesOfActor: await openCasesOf(table, actorId),
});

/** Why one person cannot change a shared record alone. Throws `Refusal` if they try to. */
export function mattersOfSharedRecord({ casesOfActor }: SharedFacts, step: ChangeBy['step']): ProposalMatter[] {
  const matters = mattersOfShared(casesOfActor);
  if (matters.length > 0 && step === 'alone') throw refusalOf(sharedTakesTwo);
  return matters;
}
