/** Where a link of an HTML letter leads, of those that leave the letter. */
export interface LetterLink {
  link: HTMLAnchorElement
  target: URL
}

/**
 * The links of a letter in a frame that lead to another site. A link without a scheme would lead into this site, which its
 * sender cannot have meant: the server writes none, but views that it stored before it knew have them. They lose their
 * address here, and keep their words.
 */
export function leadingLinks(content: Document): LetterLink[] {
  const leading: LetterLink[] = []
  for (const link of content.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    // As it is written, without this page's address: a place within the letter has no scheme.
    const written = link.getAttribute('href') ?? ''
    const target = URL.parse(written)
    if (target?.protocol === 'https:' || target?.protocol === 'http:') leading.push({ link, target })
    else if (!written.startsWith('#') && target?.protocol !== 'mailto:') link.removeAttribute('href')
  }
  // A browser takes `https:page` for a page of this site; written out, it is what it says.
  for (const { link, target } of leading) link.href = target.href
  return leading
}
