import { ladderLimits, leadFields, limits } from '#shared/contract/names.ts';
import type { FormAt } from '../../http/kept-form.ts';

const person = [
  'name',
  'email',
  'externalId',
  'level',
  'levelSince',
  'trackChangedOn',
  'team',
  'odc',
  'roles',
  'hrUnits',
  'active',
  'leave',
];
const cycle = ['name', 'from', 'joinUntil', 'to', 'windows'];

/** The forms of HR, by address. Each also has its number, the version that it was filled in on, and a reason. */
const forms: [address: RegExp, fields: readonly string[], bytes?: number][] = [
  [/^\/hr\/people\/[^/]+$/, [...person, ...Object.values(leadFields), 'id', 'was']],
  [/^\/hr\/people\/[^/]+\/sign-ins\/[^/]+$/, []],
  [/^\/hr\/cycles$/, [...cycle, 'id', 'kind']],
  [/^\/hr\/cycles\/[^/]+$/, [...cycle, 'kind', 'was']],
  [/^\/hr\/cycles\/[^/]+\/close$/, []],
  [/^\/hr\/corrections\/[^/]+$/, ['to']],
  [/^\/hr\/leave$/, ['from', 'to', 'deputyId', 'drop']],
  [/^\/hr\/scim$/, ['type', 'id']],
  [/^\/hr\/places$/, ['kind', 'name']],
  [/^\/hr\/calendars\/[^/]+$/, ['was', 'timeZone', 'weekend', 'holidays']],
  [/^\/hr\/proposals\/[^/]+$/, ['type', 'why']],
  // A chosen file cannot come back: it is chosen anew.
  [/^\/hr\/imports$/, ['says']],
  [/^\/hr\/imports\/[^/]+$/, []],
  [/^\/hr\/moves$/, ['issuer']],
  [/^\/hr\/moves\/[^/]+$/, ['type']],
  [/^\/hr\/exports$/, []],
  [/^\/hr\/ladders\/[^/]+$/, ['text'], ladderLimits.uploadBytes],
  [/^\/hr\/ladders\/[^/]+\/draft$/, ['type', 'hash', 'from', 'text'], ladderLimits.uploadBytes],
];

/** The form that is sent to an address of HR's pages. */
export const formOfHrAt: FormAt = (path) => {
  const found = forms.find(([address]) => address.test(path));
  if (!found) return null;
  const [, fields, bytes = limits.body] = found;
  return { fields: ['key', 'version', 'reason', ...fields], bytes };
};
