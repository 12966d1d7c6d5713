/** The kinds of errors of SCIM (RFC 7644, 3.12) that we give. Null: the status says it all. */
export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'tooMany'
  | 'uniqueness'
  | null;

/** A refusal that an identity system reads. */
export class ScimFault extends Error {
  readonly status: 400 | 404 | 409 | 412;
  readonly scimType: ScimType;

  constructor(status: ScimFault['status'], scimType: ScimType, message: string) {
    super(message);
    this.status = status;
    this.scimType = scimType;
  }
}

/** The refusal of a request that is not right. */
export const wrong = (scimType: Exclude<ScimType, null | 'uniqueness'>, message: string) =>
  new ScimFault(400, scimType, message);

/** The refusal of a name that another person has. */
export const taken = (message: string) => new ScimFault(409, 'uniqueness', message);

export const noSuchUser = () => new ScimFault(404, null, 'There is no such user.');
