import type { FC } from 'hono/jsx';
import type { CaseView } from '#shared/contract/view.ts';
import { Said } from '../text.tsx';
import { nameIn } from './names.ts';

type Requirement = NonNullable<CaseView['requirements']>[number];

/** Whether a requirement is met only because it is waived. */
export const isWaived = ({ waiver }: Requirement): boolean => waiver?.confirmed === true && waiver.needed;

/** The requirements whose waivers count. */
export const waivedIn = ({ requirements }: CaseView): Requirement[] =>
  (requirements ?? []).filter((one) => one.waiver?.confirmed);

/** The waivers that a case rests on: said wherever a person decides, and beside the outcome. */
export const Waivers: FC<{ view: CaseView }> = ({ view }) => {
  const waived = waivedIn(view);
  const count = waived.filter(isWaived).length;
  return waived.length === 0 ? null : (
    <section id="waivers">
      <h2>Waived</h2>
      {count > 0 && (
        <p>
          {count === 1 ? 'One requirement' : `${count} requirements`} of the portfolio {count === 1 ? 'is' : 'are'} not
          met by evidence, but waived.
        </p>
      )}
      <ul class="cards">
        {waived.map(({ title, waiver, refused }) => (
          <li class="card">
            <h3>{title}</h3>
            {waiver && <WaiverText view={view} waiver={waiver} />}
            {waiver && !waiver.needed && <p class="soft">{needless}</p>}
            <Refusals view={view} refused={refused} />
          </li>
        ))}
      </ul>
    </section>
  );
};

/** Said of a waiver that a requirement does not need. */
export const needless = 'The evidence meets this requirement, so the waiver is not needed any more.';

/** What is said of a waiver that nobody has confirmed. */
function waits({ outcome, stage }: CaseView): string {
  if (outcome !== null) return 'Nobody has confirmed it.';
  const back = stage === 'portfolio' ? '' : ', which is possible once the case is back in the portfolio';
  return `It counts once another person confirms it${back}.`;
}

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
          : waits(view),
    ]
      .filter(Boolean)
      .join('\n')}
  </Said>
);

/** Who refused a waiver of the same requirement before, and why. */
export const Refusals: FC<{ view: CaseView; refused: Requirement['refused'] }> = ({ view, refused }) =>
  refused.map(({ by, reason }) => <Said soft>{`${nameIn(view, by)} refused a waiver of this: ${reason}`}</Said>);
