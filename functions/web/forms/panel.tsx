import { titleOf } from '#shared/cases/commands.ts';
import { limits, objectionDays, peer } from '#shared/contract/names.ts';
import { maySignToo } from '#shared/domain/ladder/calibrators.ts';
import { outsideOf, panelRule } from '#shared/domain/ladder/fitting.ts';
import { capital } from '#shared/domain/words.ts';
import { engineerIn, nameIn } from '../views/case/names.ts';
import { reviewersIn } from '../views/case/reviewers.ts';
import { Faults, Folded, idOf } from '../views/fields.tsx';
import { counted, fewerThan } from '../views/ladder/words.ts';
import { choicesIn, PersonField } from '../views/person-field.tsx';
import { andList } from '../views/words.ts';
import type { FormContext } from './form.ts';
import { type Form, fieldsCalled, numbered } from './form.ts';
import { needs } from './needs.ts';

/** The slots of the panel, how many are vacant, and how many more reviewers the case can have. */
function placesOf({ view }: FormContext) {
  const panel = view.participants.filter((one) => one.role === peer);
  return {
    panel,
    free: panel.filter((one) => one.personId === null).length,
    more: Math.max(0, limits.reviewers - reviewersIn(view).length),
  };
}

/** How many panel members the ladder requires from other teams. */
function fromOutside({ transition }: FormContext): number {
  return transition.path.reduce((sum, stage) => sum + (stage.kind === 'calibration' ? outsideOf(stage) : 0), 0);
}

/** Whether the path lets a member of the panel sign as well. */
function signersMayReview({ transition }: FormContext): boolean {
  return transition.path.some((stage) => stage.kind === 'sign-off' && maySignToo(stage, peer, peer));
}

export const appointPanel: Form<'appoint-panel'> = {
  reads: 'places',
  intro: (context) => {
    const { view, ladder, transition } = context;
    const { free } = placesOf(context);
    const outside = fromOutside(context);
    const team = view.engineer?.team;
    return (
      <>
        <p>
          Name {free === 1 ? 'one person' : `${free} people`} or more, each {panelRule(ladder, transition.to).says}
          {outside > 0 &&
            `. At least ${outside} of the whole panel must be from outside the engineer’s team${team ? ` (${team})` : ''}`}
          .{' '}
          {signersMayReview(context)
            ? 'You cannot choose people who already calibrate this case. People who sign it can review it too.'
            : 'You cannot choose people who have another part in this case.'}
        </p>
        <p>
          {engineerIn(view, 'The engineer')} sees the panel and can object within {counted(objectionDays, 'day')}.
          Reviews begin after that, or as soon as the engineer accepts the panel.
        </p>
      </>
    );
  },
  nothing: (context) => {
    const { places, isAll, view, ladder, transition } = context;
    const { free } = placesOf(context);
    const found = choicesIn(places).people.length;
    return !isAll || (found > 0 && found >= free) ? null : (
      <p>
        {found === 0 ? 'Nobody can be chosen' : fewerThan(free, found)} for the panel of{' '}
        {engineerIn(view, 'the engineer')} at the moment: everybody else who is {panelRule(ladder, transition.to).says}{' '}
        has another part in this case, or there is nobody. HR can add a person, extend the deadline, or cancel the case.
      </p>
    );
  },
  fields: (context) => {
    const { filled, places, picking } = context;
    const { free, more } = placesOf(context);
    const choices = choicesIn(places);
    const faults = filled.faults.filter((fault) => fault.field === 'reviewers');
    const extra = Array.from({ length: more }, (_, at) => `reviewers.${free + at}`);
    return (
      <fieldset id={idOf('reviewers')} {...(faults.length > 0 ? { 'aria-describedby': 'f-reviewers-fault' } : {})}>
        <legend>Who reviews</legend>
        <Faults of="Who reviews" id="f-reviewers-fault" faults={faults} />
        {Array.from({ length: free }, (_, at) => (
          <PersonField
            name={`reviewers.${at}`}
            label={`Reviewer ${at + 1}`}
            choices={choices}
            picking={picking}
            filled={filled}
            required={needs('appoint-panel', 'reviewers.*')}
          />
        ))}
        {extra.length > 0 && (
          <Folded
            summary="Name more reviewers"
            names={extra}
            filled={filled}
            isOpen={extra.includes(picking.searched ?? '')}
          >
            {extra.map((name, at) => (
              <PersonField
                name={name}
                label={`Reviewer ${free + at + 1}`}
                choices={choices}
                picking={picking}
                filled={filled}
              />
            ))}
          </Folded>
        )}
      </fieldset>
    );
  },
  button: 'Appoint the panel',
  done: `The panel is appointed. The engineer can object to it for ${counted(objectionDays, 'day')}.`,
  payload: (values) => ({ reviewers: chosen(values).map((one) => one.value) }),
  fieldOf: (path, values) => {
    const [part, at] = path.split('.');
    if (part !== 'reviewers') return null;
    return at === undefined ? 'reviewers' : (chosen(values)[Number(at)]?.field ?? 'reviewers');
  },
};

/** The chosen reviewers, without empty fields. */
const chosen = (values: Record<string, string>) => numbered(values, 'reviewers').filter((one) => one.value !== '');

export const acceptPanel: Form<'accept-panel'> = {
  title: (context) => (placesOf(context).free === 0 ? titleOf('accept-panel') : 'Accept the people named so far'),
  intro: (context) => {
    const { view } = context;
    const { free } = placesOf(context);
    const waiting = view.participants.filter((one) => one.openFrom !== null && one.personId !== null);
    return (
      <p>
        {andList(waiting.map((one) => nameIn(view, one.personId ?? '')))} {waiting.length === 1 ? 'reviews' : 'review'}{' '}
        your case. If you agree, you do not have to wait for {counted(objectionDays, 'day')}: their reviews can begin at
        once. Afterwards you can no longer object to them.
        {free > 0 &&
          ` ${capital(counted(free, 'place is', 'places are'))} still vacant, and you can object to new people.`}
      </p>
    );
  },
  fields: () => null,
  button: 'Accept the panel',
  done: 'The panel is accepted, and reviews can begin.',
  payload: () => ({}),
  fieldOf: fieldsCalled(),
};
