import { complex, root, textContent } from '../../xml/complex-types.ts'
import { string } from '../../xml/simple-types.ts'

/** What a document is about, as the earliest releases (until 0.24) said it. Nothing else follows from it. */
export const category = root(complex('category', textContent(string)))
