import type { Case } from '../../../contract/events.ts';
import type { CaseView } from '../../../contract/view.ts';
import { bodyAt, evidenceOf } from '../state/contents.ts';
import { requirementsOf } from '../state/evidence.ts';
import { isAllowedLink, plainLink } from '../state/links.ts';
import type { Viewing } from './viewing.ts';

/** The evidence of a case, and what its requirements ask for. */

export function evidenceIn(state: Case, { intranetHosts }: Viewing): NonNullable<CaseView['evidence']> {
  return evidenceOf(state).map((one) => ({
    ...one,
    url: isAllowedLink(one.url, intranetHosts) ? plainLink(one.url) : null,
  }));
}

export function requirementsIn(state: Case, viewing: Viewing): NonNullable<CaseView['requirements']> {
  return requirementsOf(state, viewing).map(({ requirement, counted, met, faults }) => {
    const waiver = state.head.waivers.find((one) => one.requirement === requirement.id);
    const said = waiver && bodyAt<{ reason: string; instead: string }>(state, waiver.seq);
    return {
      id: requirement.id,
      title: requirement.title,
      met,
      counted,
      waiver: waiver ? { by: waiver.by, reason: said?.reason ?? '', instead: said?.instead ?? '' } : null,
      missing: faults.map((fault) => fault.reason),
      definition: requirement,
    };
  });
}
