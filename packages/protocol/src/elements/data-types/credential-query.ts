import { complex, many, optional, sequence } from '../../xml/complex-types.ts'
import { boolean, enumeration, string } from '../../xml/simple-types.ts'

/** How a credential is encoded. */
const format = enumeration('format', ['JWT_VC_JSON', 'MSO_MDOC', 'DC_SD_JWT'])

/** Asks for a credential by its type alone. */
export const simpleQuery = complex(
  'simpleQuery',
  sequence({
    type: optional(string),
    format: optional(format),
  }),
)

const meta = complex(
  'meta',
  sequence({
    type_values: many(string),
    doctype_value: optional(string),
    vct_values: optional(complex('vctValues', sequence({ vct_value: many(string) }))),
  }),
)

const claim = complex(
  'claim',
  sequence({
    path: optional(complex('claimPath', sequence({ path_element: many(string) }))),
    id: optional(string),
    values: optional(complex('claimValues', sequence({ value: many(string) }))),
  }),
)

const claimSet = complex(
  'claimSet',
  sequence({ claims: optional(complex('claimIds', sequence({ claim_id: many(string) }))) }),
)

const credential = complex(
  'credential',
  sequence({
    id: optional(string),
    format: optional(format),
    meta: optional(meta),
    claims: optional(complex('claims', sequence({ claim: many(claim) }))),
    claim_sets: optional(complex('claimSets', sequence({ claim_set: many(claimSet) }))),
  }),
)

const option = complex(
  'option',
  sequence({ credential_ids: optional(complex('credentialIds', sequence({ credential_id: many(string) }))) }),
)

const credentialSet = complex(
  'credentialSet',
  sequence({
    options: optional(complex('options', sequence({ option: many(option) }))),
    required: optional(boolean),
  }),
)

/** Asks for credentials in the Digital Credentials Query Language. */
export const dcqlQuery = complex(
  'dcqlQuery',
  sequence({
    credentials: optional(complex('credentials', sequence({ credential: many(credential) }))),
    credential_sets: optional(complex('credentialSets', sequence({ credential_set: many(credentialSet) }))),
  }),
)
