import type { MouseEvent, ReactNode } from 'react'
import type { useTexts } from '../../language/language-context.tsx'
import { ExternalLink, leave } from '../external-link.tsx'
import { readPageHref } from './link-href.ts'
import { useGoTo } from './reading-place.ts'

interface PdfLinkProps {
  href: string
  lang?: string | undefined
  /** The link's words: unless they say the domain themselves, it is written after them. */
  words?: string
  children: ReactNode
}

/** A link of the PDF's among its text: to a page of it, to the web, to a mail program or to a telephone. */
export function PdfLink(props: PdfLinkProps): ReactNode {
  const { href, lang, children } = props
  const act = useLinkAct()
  if (/^https?:/.test(href)) return <ExternalLink {...props} />
  return (
    <a href={linkAddress(href)} lang={lang} onClick={(event) => act(event, href)}>
      {children}
    </a>
  )
}

/** The place of a page is ours to go to, and no address. */
export function linkAddress(href: string): string {
  const place = readPageHref(href)
  return place === undefined ? href : `#${place.page}`
}

export function useLinkAct(): (event: MouseEvent, href: string) => void {
  const goTo = useGoTo()
  return (event, href) => {
    const place = readPageHref(href)
    if (place === undefined) {
      if (/^https?:/.test(href)) leave(event, href)
      return
    }
    event.preventDefault()
    goTo(place)
  }
}

/** Where a link leads, in words. */
export function linkWords(href: string, t: ReturnType<typeof useTexts>['t']): string {
  const place = readPageHref(href)
  if (place !== undefined) return t('paper.linkToPage', { page: place.page })
  const { protocol, pathname, hostname } = new URL(href)
  if (protocol === 'mailto:') return t('paper.linkToMail', { address: readable(pathname) })
  return protocol === 'tel:' ? t('paper.linkToPhone', { number: readable(pathname) }) : hostname
}

function readable(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}
