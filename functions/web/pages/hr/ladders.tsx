import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { Refusal } from '#shared/cases/refusal.ts';
import { ladderLimits } from '#shared/contract/names.ts';
import { saveDraft, saveNewLadder } from '#shared/publishing/execute.ts';
import { readLadderHistory, readRecords } from '#shared/publishing/read.ts';
import { hrOnly } from '#shared/records/hr-only.ts';
import { statuses } from '../../../runtime/api/statuses.ts';
import { doneIn } from '../../http/done.ts';
import type { WebEnv } from '../../http/env.ts';
import { fileFormOf, metaOf, newKey, type SentFile } from '../../http/request.ts';
import { LadderRecordPage } from '../../views/hr/ladder.tsx';
import { LadderRecordsPage } from '../../views/hr/ladders.tsx';
import { NewLadderPage, type Upload } from '../../views/hr/upload.tsx';
import { ladderIdOf, viewing } from './request.ts';

/** HR's pages for ladders: the published and coming versions, and the upload of the next one. */
export const ladders = new Hono<WebEnv>()
  .get('/', async (c) => {
    const { records, inForce } = await readRecords(...viewing(c));
    const now = c.get('outside').clock.now();
    return c.html(<LadderRecordsPage person={c.get('person')} records={records} inForce={inForce} now={now} />);
  })
  .get('/new', async (c) => {
    hrOnly(c.get('person'));
    return c.html(drawNew(c, nothing));
  })
  .post('/new', async (c) => {
    const { values, file } = await fileFormOf(c);
    const meta = metaOf(c, values);
    return uploaded(
      c,
      textIn(values, file),
      (text) => saveNewLadder(...viewing(c), text, meta),
      (upload) => drawNew(c, upload),
    );
  })
  .get('/:id', async (c) => c.html(await drawLadder(c, nothing)))
  .post('/:id', async (c) => {
    const { values, file } = await fileFormOf(c);
    const ladderId = ladderIdOf(c);
    const meta = metaOf(c, values);
    return uploaded(
      c,
      textIn(values, file),
      (text) => saveDraft(...viewing(c), { ladderId, text }, meta),
      (upload) => drawLadder(c, upload),
    );
  });

const nothing: Upload = { text: '', message: null, faults: [] };

type Saved = ReturnType<typeof saveDraft>;
type Drawn = ReturnType<typeof drawNew>;

/** The text of a document: of the file if one was chosen. Bytes that are not UTF-8 become U+FFFD. */
const textIn = ({ text = '' }: Record<string, string>, file: SentFile | null) =>
  file?.bytes.length ? new TextDecoder().decode(file.bytes) : text;

/** Saves an upload and redirects to its draft. After a refusal, shows the form again with the text and its faults. */
async function uploaded(
  c: Context<WebEnv>,
  text: string,
  save: (text: string) => Saved,
  draw: (upload: Upload) => Drawn | Promise<Drawn>,
): Promise<Response> {
  try {
    hrOnly(c.get('person'));
    checkText(text);
    const { result } = await save(text);
    return c.redirect(`/hr/ladders/${result.ladderId}/draft?done=save-draft`, 303);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'forbidden') throw error;
    return c.html(await draw({ text, message: error.message, faults: error.faults }), statuses[error.code]);
  }
}

/** Refuses a text that is empty or too long, before it is parsed. */
function checkText(text: string): void {
  const refuse = (message: string) => new Refusal('invalid-ladder', message);
  if (text.trim() === '') throw refuse('Choose a file or paste the text of a ladder.');
  const bytes = Buffer.byteLength(text);
  if (bytes > ladderLimits.uploadBytes)
    throw refuse(
      `The document has ${Math.ceil(bytes / 1024)} KB, and the maximum is ${ladderLimits.uploadBytes / 1024} KB. Shorten its texts.`,
    );
}

function drawNew(c: Context<WebEnv>, upload: Upload) {
  return <NewLadderPage person={c.get('person')} upload={upload} idempotencyKey={newKey(c)} />;
}

/** The page of a ladder. `refused` is the reason why a command other than an upload was refused. */
export async function drawLadder(c: Context<WebEnv>, upload: Upload = nothing, refused: string | null = null) {
  const { record, events, proof, nameOf } = await readLadderHistory(...viewing(c), ladderIdOf(c));
  return (
    <LadderRecordPage
      person={c.get('person')}
      record={record}
      events={events}
      proof={proof}
      nameOf={nameOf}
      now={c.get('outside').clock.now()}
      upload={upload}
      idempotencyKey={newKey(c)}
      done={doneIn(c)}
      refused={refused}
    />
  );
}
