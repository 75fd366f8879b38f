import { complex, limited, many, optional, root, sequence } from '../xml/complex-types.ts'
import { enumeration, int } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { link, uuid } from './shared-types.ts'

const batchStatus = enumeration('batch-status', ['CREATED', 'NOT_COMMITTED', 'COMMITTED', 'DONE'])

/** Messages that are sent together (protocol 3.16). */
export const batch = root(
  limited(
    { since: 'v8' },
    complex(
      'batch',
      sequence({
        uuid,
        status: optional(batchStatus),
        'count-digipost': optional(int),
        'count-print': optional(int),
        link: many(link),
      }),
    ),
  ),
)
export type Batch = ValueOf<typeof batch>
