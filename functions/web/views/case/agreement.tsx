import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { CaseView } from '#shared/contract/view.ts';

type Agreement = NonNullable<CaseView['agreement']>;
type Values = Agreement['dimensions'];

/** How far open reviews agree, by competency and, folded away, by dimension. */
export const AgreementOfReviews: FC<{ agreement: Agreement; ladder: PublishedLadder }> = ({ agreement, ladder }) => (
  <>
    <h3>How far the reviews agree</h3>
    <p class="soft">
      The range is the highest review less the lowest, in steps. Agreement is r_WG: 1 where all reviews say the same, no
      agreement where they lie as far apart as by chance. With few reviewers it moves in large steps.
    </p>
    <AgreementTable caption="By competency" rows={ladder.competencies} values={agreement.competencies} />
    <details>
      <summary>Agreement on every dimension</summary>
      <AgreementTable
        caption="By dimension"
        rows={ladder.competencies.flatMap((one) => one.dimensions)}
        values={agreement.dimensions}
      />
    </details>
  </>
);

interface TableProps {
  caption: string;
  rows: { id: string; title: string }[];
  values: Values;
}

const AgreementTable: FC<TableProps> = ({ caption, rows, values }) => (
  <table>
    <caption class="unseen">{caption}</caption>
    <thead>
      <tr>
        <th scope="col">{caption}</th>
        <th scope="col">Range</th>
        <th scope="col">Agreement</th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ id, title }) => (
        <tr>
          <th scope="row">{title}</th>
          <td>{values[id]?.range ?? ''}</td>
          <td>{agreementWords(values[id] ?? null)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** r_WG as people read it: zero and less are both no agreement. */
export function agreementWords(value: Values[string]): string {
  if (value === null) return 'fewer than two ratings';
  return value.rwg <= 0 ? 'no agreement' : value.rwg.toFixed(2);
}
