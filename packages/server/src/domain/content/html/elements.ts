/** The elements an HTML letter may use (protocol 7.8); any other start tag is a violation. */
export const allowedElements: ReadonlySet<string> = new Set(
  [
    'html head body title meta base style',
    'header nav section aside article footer hgroup main figure figcaption fieldset legend div span',
    'h1 h2 h3 h4 h5 h6 p pre blockquote center hr br address',
    'a label i b u strong em small big code cite samp sub sup strike font abbr acronym dfn kbd q var tt',
    'ul ol li dl dt dd',
    'table caption thead tbody tfoot tr th td col colgroup',
    'img map',
  ].flatMap((group) => group.split(' ')),
)

/** Elements that have no content and no end tag, among the allowed ones. */
export const voidElements: ReadonlySet<string> = new Set(['meta', 'base', 'hr', 'br', 'col', 'img'])
