import type { FC } from 'hono/jsx';
import type { Choice } from '#shared/cases/naming.ts';
import type { Cursor } from '#shared/contract/cursor.ts';
import type { SignInKey } from '#shared/contract/names.ts';
import type { Person } from '#shared/contract/people.ts';
import { type PushedView, waitingFields } from '#shared/contract/scim.ts';
import type { NameOf } from '#shared/records/names.ts';
import { empty } from '../fields.tsx';
import { Layout } from '../layout.tsx';
import { FirstButton, PersonField, PickerScript } from '../person-field.tsx';
import type { Picking } from '../picking.ts';
import { Done, Instant, More } from '../text.tsx';
import { NotDone } from './elements.tsx';
import { waitingSentence } from './pushed-words.ts';
import { keyWords } from './sign-in-words.ts';

interface PushedProps {
  person: Person;
  waiting: PushedView[];
  next: Cursor | null;
  /** Of whom alone the page is. Null: of everybody. */
  personId: string | null;
  /** Who was found by what was typed. Null: nobody was searched. */
  found: Choice[] | null;
  picking: Picking;
  nameOf: NameOf;
  signInKey: SignInKey;
  /** Why nothing was done. */
  refused: string | null;
  /** A number for each form. */
  keyFor: () => string;
  isDone: boolean;
}

/** HR's page of what identity systems pushed: what waits for HR, and who joined. */
export const PushedPage: FC<PushedProps> = ({
  person,
  waiting,
  next,
  personId,
  found,
  picking,
  refused,
  isDone,
  ...more
}) => (
  <Layout title={`${refused === null ? '' : 'Not done yet: '}From identity systems`} person={person}>
    <p>
      <a href="/people">People</a>
    </p>
    <h1>From identity systems</h1>
    {isDone && refused === null && <Done>It is done.</Done>}
    <NotDone reason={refused} />
    <p>
      These systems push who works here. What they may not change alone waits here for HR, and they read meanwhile what
      they pushed. Whoever they bring can sign in once HR has confirmed them.
    </p>
    <form method="get" action="/hr/scim">
      <FirstButton />
      <PersonField
        name="personId"
        label="Of whom"
        filled={{ ...empty, values: personId === null ? {} : { personId } }}
        choices={{ people: [], found }}
        picking={picking}
        nobody="Everybody"
      />
      <button type="submit" class="button second">
        Show
      </button>
      <PickerScript />
    </form>
    {waiting.length === 0 && (
      <p role="status">{personId === null ? 'Nothing waits.' : 'Nothing of this person waits.'}</p>
    )}
    {waiting.map((one) => (
      <Pushed one={one} viewer={person} {...more} />
    ))}
    <More path="/hr/scim" next={next} />
  </Layout>
);

type OfOne = Pick<PushedProps, 'nameOf' | 'signInKey' | 'keyFor'> & { one: PushedView; viewer: Person };

const Pushed: FC<OfOne> = ({ one, viewer, nameOf, signInKey, keyFor }) => {
  const { person, machine, since, createdAt, isNew, isBarred, isUnconfirmed, isIncomplete } = one;
  const said = sentencesOf(one, nameOf);
  const path = `/hr/people/${person.id}`;
  const isOwn = viewer.id === person.id;
  return (
    <section>
      <h2>
        <a href={path}>{nameOf(person.id)}</a>
      </h2>
      {said.length > 0 && (
        <>
          <ul>
            {said.map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
          {isBarred && <p>Their sessions have ended, and they cannot sign in until HR decides.</p>}
          <p class="soft">
            By the machine {machine}
            {since !== null && (
              <>
                , since <Instant at={since} />
              </>
            )}
          </p>
          {isOwn ? (
            <p>Another person of HR decides on what concerns you.</p>
          ) : (
            <>
              <p>
                <a href={`${path}?pushed=yes`}>Make or propose this change</a>
              </p>
              <form method="post" action="/hr/scim">
                <Hidden one={one} type="set-aside" idempotencyKey={keyFor()} />
                <p>
                  <label for={`reason-${person.id}`}>Why it is set aside</label>
                  <textarea id={`reason-${person.id}`} name="reason" rows={2} maxlength={4000} required />
                </p>
                <p>
                  <button type="submit">Set it aside</button>
                </p>
              </form>
            </>
          )}
        </>
      )}
      {(isNew || isUnconfirmed) && (
        <>
          <p>
            {isNew ? (
              <>
                Joined by the machine {machine} on <Instant at={createdAt} />, with the mail address {person.email}
              </>
            ) : (
              <>
                The machine {machine} gave them the mail address {person.email}
              </>
            )}
            {person.externalId !== null && <> and the employee number {person.externalId}</>}.
          </p>
          {isIncomplete ? (
            <p>
              Their team or ODC is not known: <a href={path}>complete their record</a>.
            </p>
          ) : (
            <form method="post" action="/hr/scim">
              <Hidden one={one} type="confirm-address" idempotencyKey={keyFor()} />
              {isUnconfirmed && (
                <p>
                  Confirm only what you know from somewhere else: the first account with their {keyWords[signInKey]}{' '}
                  becomes theirs.
                </p>
              )}
              <p>
                <button type="submit">Confirm {nameOf(person.id)}</button>
              </p>
            </form>
          )}
        </>
      )}
    </section>
  );
};

const Hidden: FC<{ one: PushedView; type: string; idempotencyKey: string }> = ({ one, type, idempotencyKey }) => (
  <>
    <input type="hidden" name="key" value={idempotencyKey} />
    <input type="hidden" name="type" value={type} />
    <input type="hidden" name="id" value={one.person.id} />
    <input type="hidden" name="version" value={String(one.version)} />
  </>
);

/** What waits, as sentences. */
function sentencesOf({ person, waits }: PushedView, nameOf: NameOf): string[] {
  return waitingFields
    .filter((field) => waits[field] !== undefined)
    .map((field) => waitingSentence(field, waits, nameOf, person));
}
