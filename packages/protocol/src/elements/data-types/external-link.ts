import { complex, optional, root, sequence } from '../../xml/complex-types.ts'
import { anyUri, laxDateTime, string } from '../../xml/simple-types.ts'

/** A link out of the mailbox, such as a form to fill in before a deadline. */
export const externalLink = root(
  complex(
    'externalLink',
    sequence({
      url: anyUri,
      deadline: optional(laxDateTime),
      description: optional(string),
      'button-text': optional(string),
    }),
  ),
)
