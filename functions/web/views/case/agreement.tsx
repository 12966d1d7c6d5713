import type { FC } from 'hono/jsx';
import type { PublishedLadder } from '#shared/contract/ladder.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { dimensionsOf } from '#shared/domain/ladder/dimensions.ts';

type Agreement = NonNullable<CaseView['agreement']>;
type Values = Agreement['dimensions'];

/** How far the reviews agree, by competency. The dimensions are folded away. */
export const AgreementOfReviews: FC<{ agreement: Agreement; ladder: PublishedLadder }> = ({ agreement, ladder }) => (
  <>
    <h3>How far the reviews agree</h3>
    <p class="soft">
      The range is the highest review minus the lowest, in steps. Agreement is r_WG: 1 if all reviews are the same, and
      no agreement if they are spread as widely as by chance. With few reviewers it changes in large steps.
    </p>
    <AgreementTable
      caption="By competency"
      of="Competency"
      rows={ladder.competencies}
      values={agreement.competencies}
    />
    <details>
      <summary>Agreement on every dimension</summary>
      <AgreementTable caption="By dimension" of="Dimension" rows={dimensionsOf(ladder)} values={agreement.dimensions} />
    </details>
  </>
);

interface TableProps {
  caption: string;
  /** What a row is about. */
  of: string;
  rows: { id: string; title: string }[];
  values: Values;
}

const AgreementTable: FC<TableProps> = ({ caption, of, rows, values }) => (
  <table>
    <caption class="unseen">{caption}</caption>
    <thead>
      <tr>
        <th scope="col">{of}</th>
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

/** r_WG in words. Zero and negative values both mean no agreement. */
export function agreementWords(value: Values[string]): string {
  if (value === null) return 'fewer than two ratings';
  return value.rwg <= 0 ? 'no agreement' : value.rwg.toFixed(2);
}
