import type { FC } from 'hono/jsx';
import { ladderLimits } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import type { Fault } from '#shared/domain/fault.ts';
import { empty, idOf } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { sentence } from '../words.ts';
import { countOf, LongList, NotDone } from './elements.tsx';
import { FileField } from './files.tsx';

/** An uploaded text, and why it was refused. */
export interface Upload {
  text: string;
  message: string | null;
  faults: Fault[];
}

interface UploadFormProps {
  action: string;
  upload: Upload;
  /** Sent with the form, so that a form sent twice is carried out once. */
  idempotencyKey: string;
}

/** The form to upload a document, as a file or as text. */
export const UploadForm: FC<UploadFormProps> = ({ action, upload: { text, message }, idempotencyKey }) => {
  const isRefused = message !== null;
  return (
    <form method="post" action={action} enctype="multipart/form-data">
      <input type="hidden" name="key" value={idempotencyKey} />
      <FileField
        hint={`YAML or JSON, ${ladderLimits.uploadBytes / 1024} KB at most. If you choose a file, the text below is not used.`}
        filled={empty}
        accept=".yaml,.yml,.json,application/yaml,application/json"
      />
      <div class="field">
        <label for={idOf('text')}>Or its text</label>
        <textarea
          id={idOf('text')}
          name="text"
          class="document"
          spellcheck={false}
          {...(isRefused ? { 'aria-invalid': 'true' as const, 'aria-describedby': 'upload-faults' } : {})}
        >{`\n${text}`}</textarea>
      </div>
      <p>
        <button type="submit">Upload as a draft</button>
      </p>
    </form>
  );
};

/** Why an upload was refused: every fault with its place and how to correct it. */
export const UploadFaults: FC<{ upload: Upload }> = ({ upload: { text, message, faults } }) => (
  <NotDone reason={message}>
    <div id="upload-faults">
      {text.trim() !== '' && (
        <p>
          Nothing was saved. The text is still here: <a href={`#${idOf('text')}`}>correct it below</a>, or upload the
          file again.
        </p>
      )}
      {faults.length > 0 && (
        <>
          <p>{countOf(faults.length, 'fault')}:</p>
          <LongList
            most={20}
            items={faults.map(({ path, reason }) => (
              <>
                <code>{path}</code>: {sentence(reason)}
              </>
            ))}
          />
        </>
      )}
    </div>
  </NotDone>
);

interface NewLadderProps {
  person: Person;
  upload: Upload;
  idempotencyKey: string;
}

/** The page to upload a new ladder. */
export const NewLadderPage: FC<NewLadderProps> = ({ person, upload, idempotencyKey }) => (
  <Layout title={upload.message === null ? 'A new ladder' : 'Not done yet: A new ladder'} person={person}>
    <p>
      <a href="/hr/ladders">All ladders</a>
    </p>
    <h1>A new ladder</h1>
    <UploadFaults upload={upload} />
    <p>
      The document must have the ladder’s id, its title and the version 1. It is saved as a draft that only HR can read,
      until two people of HR publish it.
    </p>
    <UploadForm action="/hr/ladders/new" upload={upload} idempotencyKey={idempotencyKey} />
  </Layout>
);
