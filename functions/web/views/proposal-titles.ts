import { isOfPerson, type ProposalKind, type ProposalMatter, type ProposalState } from '#shared/contract/names.ts';
import type { ProposalListing } from '#shared/contract/proposal.ts';
import type { ListedProposal } from '#shared/proposals/read.ts';
import type { NameOf } from '#shared/records/names.ts';

/**
 * What a proposal is about, in words. Proposals from earlier do not say whose case it is. A cycle is called by its name, if
 * the words were not erased.
 */
export function titleOf(
  { kind, of, about }: Pick<ProposalListing, 'kind' | 'of' | 'about'>,
  nameOf: NameOf,
  { was, proposed }: Pick<ListedProposal, 'was' | 'proposed'>,
): string {
  const { name, fileName, issuer } = (was ?? proposed)?.data ?? {};
  const cycle = typeof name === 'string' ? `‘${name}’` : of;
  const titles: Record<ProposalKind, string> = {
    person: `Record of ${nameOf(of)}`,
    'sign-in-end': `Sign-in of ${nameOf(of)}`,
    leave: `Leave of ${nameOf(of)}`,
    calendar: `Working calendar of ${of}`,
    cycle: `Cycle ${cycle}`,
    'cycle-close': `Close of the cycle ${cycle}`,
    import: `File of people${typeof fileName === 'string' && fileName ? ` ‘${fileName}’` : ''}`,
    'issuer-move': `Move to ${typeof issuer === 'string' ? issuer : 'another issuer'}`,
    'issuer-move-end': `End of the move to ${typeof issuer === 'string' ? issuer : 'another issuer'}`,
    'correct-outcome': `Outcome of the case ${about ? `of ${nameOf(about)}` : of}`,
  };
  return titles[kind];
}

/** The page of the record that a proposal is about. */
export function recordPath({ kind, of }: Pick<ProposalListing, 'kind' | 'of'>): string {
  if (kind === 'correct-outcome') return `/cases/${of}`;
  if (kind === 'import') return `/hr/imports/${of}`;
  if (kind === 'issuer-move' || kind === 'issuer-move-end') return `/hr/moves/${of}`;
  if (isOfPerson(kind)) return `/hr/people/${of}`;
  return kind === 'calendar' ? `/hr/calendars/${encodeURIComponent(of)}` : `/hr/cycles/${of}`;
}

export const recordWords: Record<ProposalKind, string> = {
  person: 'The record of the person',
  'sign-in-end': 'The record of the person',
  leave: 'The record of the person',
  calendar: 'The calendar',
  cycle: 'The cycle',
  'cycle-close': 'The cycle',
  'correct-outcome': 'The case',
  import: 'The file, and what each row does',
  'issuer-move': 'The mapping file, and who in it has a role',
  'issuer-move-end': 'The mapping file',
};

export const matterWords: Record<ProposalMatter, string> = {
  roles: 'It gives or takes a role other than engineer, or somebody with such a role joins or leaves.',
  level: 'It changes a level, ladder or track, or the day since which it is held, without a promotion case.',
  'joins-above-first-level': 'The person joins above the first level of their ladder.',
  line: 'It changes the reporting line of a person with a case that is open, or can be appealed in.',
  outcome: 'It corrects the outcome of a closed case.',
  mail: 'It changes the mail address of a person who has never signed in, has a role other than engineer, or takes part in a case of another person.',
  'employee-number':
    'It changes the employee number of a person who has never signed in, has a role other than engineer, or takes part in a case of another person.',
  'sign-in': 'It ends a way in which a person signs in.',
  leave: 'The person asks for it themselves.',
  issuer: 'It says which accounts of another issuer are whose.',
  import: 'It changes the records of everybody in a file at once.',
  shared: 'Many cases share this record, and the proposer takes part in one.',
};

export const stateWords: Record<ProposalState, string> = {
  open: 'Not decided yet',
  confirmed: 'Confirmed',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
};
