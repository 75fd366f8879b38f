import { useEffect, useState } from 'react'
import { aroundView } from '../../state/around-view.ts'

/** True while the element is in view or about one screen away. */
export function useNear(element: { readonly current: HTMLElement | null }): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    if (element.current === null) return
    const observer = new IntersectionObserver(
      (entries) => setNear(entries.at(-1)?.isIntersecting === true),
      aroundView('100%'),
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return near
}
