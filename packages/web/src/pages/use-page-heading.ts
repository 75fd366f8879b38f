import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { tabTitle } from '../language/tab-title.ts'
import { usePlace } from '../router/navigation.ts'

/** Names the tab after the page and takes the focus to its heading, except on the first page of a visit. */
export function usePageHeading(title: string): RefObject<HTMLHeadingElement | null> {
  const { t } = useTexts()
  const { visit } = usePlace()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = tabTitle(t('letter.title', { subject: title }))
  }, [title, t])
  // together with its appearance: later it would take somebody out of the field where one is by then
  useLayoutEffect(() => {
    if (visit > 0) heading.current?.focus()
  }, [visit])
  return heading
}
