import { complex, many, optional, root, sequence } from '../xml/complex-types.ts'
import { string } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { link } from './shared-types.ts'

/** Where a client begins: the certificate for our signatures, and links (protocol 3.1). */
export const entrypoint = root(complex('entrypoint', sequence({ certificate: optional(string), link: many(link) })))
export type Entrypoint = ValueOf<typeof entrypoint>
