import type { FC } from 'hono/jsx';
import type { EvidenceText } from '#shared/contract/evidence-view.ts';
import type { Person } from '#shared/contract/people.ts';
import type { CaseView } from '#shared/contract/view.ts';
import { Attached } from '../attached.tsx';
import { Layout } from '../layout.tsx';
import { engineerIn } from './names.ts';

/** The text that is attached to a piece of evidence. */
export const EvidenceTextPage: FC<{ text: EvidenceText; view: CaseView; person: Person }> = ({
  text,
  view,
  person,
}) => (
  <Layout title={text.title} person={person}>
    <p>
      <a href={`/cases/${view.id}#portfolio`}>Back to the case</a>
    </p>
    <h1>{text.title}</h1>
    <p class="soft">Attached by {engineerIn(view, 'the engineer')}</p>
    <Attached text={text} />
  </Layout>
);
