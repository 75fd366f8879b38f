import { isPart, type Part } from './part.ts'

/** Structure elements that stand inside a line of text. */
const inlineRoles = new Set(
  (
    'Span Quote Note FENote Reference BibEntry Code Link Annot Em Strong Sub Lbl Formula Form Ruby RB RT RP Warichu ' +
    'WT WP'
  ).split(' '),
)
/** Elements that stand on their own, whatever is in them. */
const blockRoles = new Set(
  'P H H1 H2 H3 H4 H5 H6 Title L LI LBody Table TR TH TD THead TBody TFoot BlockQuote TOC TOCI Caption Index Aside'.split(
    ' ',
  ),
)

export function isHeading({ role }: Part): boolean {
  return role === 'H' || role === 'Title' || /^H[1-9]\d?$/.test(role)
}

/** Whether the element has something in it that cannot stand inside a line: a table or a list. */
export function holdsStructure({ kids }: Part): boolean {
  return kids.some((kid) => isPart(kid) && (kid.role === 'Table' || kid.role === 'L' || holdsStructure(kid)))
}

/** Whether something below is a paragraph, a heading or the like. */
function holdsBlocks({ kids }: Part): boolean {
  return kids.some((kid) => isPart(kid) && (blockRoles.has(kid.role) || isHeading(kid) || holdsBlocks(kid)))
}

/**
 * Whether a child of a container belongs to a line of text there. Browsers write `NonStruct` both around a piece of a
 * line and around a whole block; the piece has nothing but text in it.
 */
export function isInline(part: Part): boolean {
  if (inlineRoles.has(part.role)) return !holdsBlocks(part)
  return part.role === 'NonStruct' && part.kids.every((kid) => !isPart(kid))
}
