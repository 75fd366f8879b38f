import type { AnchorHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react'
import { navigate } from './navigation.ts'

interface PageLinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string
  ref?: Ref<HTMLAnchorElement>
}

/** A real link that changes page without loading it again; new tabs and windows work as with any link. */
export function PageLink({ href, onClick, ...rest }: PageLinkProps): ReactNode {
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event)
    if (event.defaultPrevented || isModified(event)) return
    event.preventDefault()
    navigate(href)
  }
  return <a {...rest} href={href} onClick={follow} />
}

/** For a link that leaves the page and comes back to it: the visit in between is no step to go back over. */
export function followInPlace(event: MouseEvent<HTMLAnchorElement>): void {
  if (event.defaultPrevented || isModified(event)) return
  event.preventDefault()
  location.replace(event.currentTarget.href)
}

function isModified(event: MouseEvent): boolean {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
}
