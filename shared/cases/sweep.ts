import type { CaseHead } from '../contract/case.ts';
import { CaseStage } from '../contract/workflow.ts';
import { casesAt, loadHead } from '../store/cases.ts';
import type { Outside } from './outside.ts';

/** The ids of all open cases, in pages of `atOnce`. If a case changes its stage meanwhile, it can come twice. */
export async function* openCases({ table }: Outside, atOnce: number): AsyncGenerator<string[]> {
  for (const stage of CaseStage.options.filter((one) => one !== 'closed')) {
    let from: string | undefined;
    do {
      const page = await casesAt(table, stage, atOnce, from);
      yield page.items.map((item) => item.caseId);
      from = page.next ?? undefined;
    } while (from);
  }
}

/** The head of a case as it is now. Null if the case is closed. */
export async function openHead({ table }: Outside, caseId: string): Promise<CaseHead | null> {
  const head = await loadHead(table, caseId);
  return head && head.stage !== 'closed' ? head : null;
}
