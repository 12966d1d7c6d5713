import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { Person } from '#shared/contract/people.ts';
import type { CaseView, EvidenceText } from '#shared/contract/view.ts';
import { Layout } from '../layout.tsx';
import { rendered } from '../markdown.ts';
import { Said } from '../text.tsx';

/** The text that is attached to a piece of evidence. */
export const EvidenceTextPage: FC<{ text: EvidenceText; view: CaseView; person: Person }> = ({
  text: { title, format, content },
  view,
  person,
}) => (
  <Layout title={title} person={person}>
    <p>
      <a href={`/cases/${view.id}#portfolio`}>Back to the case</a>
    </p>
    <h1>{title}</h1>
    <p class="soft">Attached by {view.engineer?.name ?? 'the engineer'}</p>
    {format === 'plain' ? <Said>{content}</Said> : <article>{raw(rendered(content))}</article>}
  </Layout>
);
