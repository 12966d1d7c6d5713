/** The names of schemas and messages of SCIM (RFC 7643, 10 and RFC 7644, 10). */
export const urn = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
  config: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
  type: 'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
  schema: 'urn:ietf:params:scim:schemas:core:2.0:Schema',
} as const;

/** How much an identity system can ask for at once. */
export const scimLimits = { body: 64 * 1024, operations: 100, page: 200, pageUnlessSaid: 100, walk: 1000 } as const;

const attribute = (name: string, description: string, more: object = {}) => ({
  name,
  type: 'string',
  multiValued: false,
  description,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...more,
});

const complex = (name: string, description: string, subAttributes: object[], more: object = {}) => {
  const { caseExact: _none, ...plain } = attribute(name, description, { type: 'complex', subAttributes, ...more });
  return plain;
};

/** What we keep of a user. Everything else that is sent is left aside, as RFC 7644 (3.3) allows. */
export const scimSchemas = [
  {
    schemas: [urn.schema],
    id: urn.user,
    name: 'User',
    description: 'A person of the directory',
    attributes: [
      attribute('userName', 'What the identity system calls the person', { required: true, uniqueness: 'server' }),
      complex('name', 'The parts of the name', [
        attribute('formatted', 'The whole name'),
        attribute('familyName', 'The family name'),
        attribute('givenName', 'The given name'),
      ]),
      attribute('displayName', 'The name that Rungs shows'),
      complex(
        'emails',
        'The mail address. One is kept: the primary one, or that of the type work, or the first',
        [
          attribute('value', 'The address'),
          attribute('type', 'Always work', { canonicalValues: ['work'] }),
          attribute('primary', 'Always true', { type: 'boolean' }),
        ],
        { multiValued: true, required: true },
      ),
      attribute('active', 'Whether the person works here. False ends their sessions at once', { type: 'boolean' }),
    ],
    meta: { resourceType: 'Schema', location: `/scim/v2/Schemas/${urn.user}` },
  },
  {
    schemas: [urn.schema],
    id: urn.enterprise,
    name: 'EnterpriseUser',
    description: 'What a company keeps of a person',
    attributes: [
      attribute('employeeNumber', 'The employee number', { uniqueness: 'server' }),
      attribute('department', 'The team of somebody who joins, if a team of this name is known'),
      attribute('division', 'The ODC of somebody who joins, if an ODC of this name is known'),
      complex('manager', 'The tech lead, if this is the id of a person who is a tech lead', [
        attribute('value', 'The id of the person'),
      ]),
    ],
    meta: { resourceType: 'Schema', location: `/scim/v2/Schemas/${urn.enterprise}` },
  },
];

/** What we can do of SCIM. */
export const serviceProviderConfig = {
  schemas: [urn.config],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: scimLimits.page },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'OAuth bearer token',
      description: 'A token of the company’s issuer with the scope that the deployment names for SCIM',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: '/scim/v2/ServiceProviderConfig' },
};

export const resourceTypes = [
  {
    schemas: [urn.type],
    id: 'User',
    name: 'User',
    endpoint: '/Users',
    description: 'A person of the directory',
    schema: urn.user,
    schemaExtensions: [{ schema: urn.enterprise, required: false }],
    meta: { resourceType: 'ResourceType', location: '/scim/v2/ResourceTypes/User' },
  },
];
