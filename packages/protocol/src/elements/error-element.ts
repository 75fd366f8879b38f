import { complex, many, root, sequence } from '../xml/complex-types.ts'
import { string } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { link } from './shared-types.ts'

/** The body of every answer that is not a success (protocol 10.1). */
export const errorElement = root(
  complex('error', sequence({ 'error-code': string, 'error-message': string, 'error-type': string, link: many(link) })),
  { anonymous: true },
)
export type ErrorBody = ValueOf<typeof errorElement>
