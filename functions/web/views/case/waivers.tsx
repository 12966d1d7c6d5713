import type { FC } from 'hono/jsx';
import type { CaseView } from '#shared/contract/view.ts';
import { Said } from '../text.tsx';
import { nameIn } from './names.ts';

type Requirement = NonNullable<CaseView['requirements']>[number];

/** Whether a requirement is waived although its evidence meets it. */
export const isNeedless = ({ waiver, counted, definition }: Requirement): boolean =>
  waiver?.confirmed === true && counted.length >= definition.count;

/** The requirements that count as met because of a waiver. */
export const waivedIn = ({ requirements }: CaseView): Requirement[] =>
  (requirements ?? []).filter((one) => one.waiver?.confirmed && !isNeedless(one));

/** The waivers that a case rests on: said wherever a person decides, and beside the outcome. */
export const Waivers: FC<{ view: CaseView }> = ({ view }) => {
  const waived = waivedIn(view);
  return waived.length === 0 ? null : (
    <section id="waivers">
      <h2>Waived</h2>
      <p>
        {waived.length === 1 ? 'One requirement' : `${waived.length} requirements`} of the portfolio{' '}
        {waived.length === 1 ? 'is' : 'are'} not met by evidence, but waived.
      </p>
      <ul class="cards">
        {waived.map(({ title, waiver }) => (
          <li class="card">
            <h3>{title}</h3>
            {waiver && <WaiverText view={view} waiver={waiver} />}
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Who waived a requirement and why, what replaces it, and who confirmed it. */
export const WaiverText: FC<{ view: CaseView; waiver: NonNullable<Requirement['waiver']> }> = ({ view, waiver }) => (
  <Said soft>
    {[
      `${nameIn(view, waiver.by)}: ${waiver.reason}`,
      `Instead: ${waiver.instead}`,
      waiver.confirmedBy !== null
        ? `Confirmed by ${nameIn(view, waiver.confirmedBy)}: ${waiver.confirmation}`
        : waiver.confirmed
          ? ''
          : 'It counts once another person confirms it.',
    ]
      .filter(Boolean)
      .join('\n')}
  </Said>
);
