import { choice, complex, many, root, sequence } from '../xml/complex-types.ts'
import { enumeration } from '../xml/simple-types.ts'
import type { ValueOf } from '../xml/values.ts'
import { personalIdentificationNumber } from './shared-types.ts'

// Only the Java copy of the v8 schema has tags (protocol 3.24).
const publicMailboxTag = complex(
  'public-mailbox-tag',
  sequence({ 'personal-identification-number': personalIdentificationNumber }),
)

/** A mark on somebody's account (protocol 3.17). */
export const tag = root(complex('tag', choice({ 'public-mailbox-tag': publicMailboxTag })), { since: 'v8' })
export type Tag = ValueOf<typeof tag>

const tagType = enumeration('tag-type', ['PUBLIC_MAILBOX_TAG'])

/** The marks on somebody's account (protocol 3.17). */
export const tags = root(complex('tags', sequence({ 'tag-type': many(tagType) })), { since: 'v8' })
export type Tags = ValueOf<typeof tags>
