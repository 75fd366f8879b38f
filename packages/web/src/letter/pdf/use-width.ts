import { useEffect, useState } from 'react'

const settle = 150

/** Width of an element in CSS pixels. Waits until it rests: a scroll bar that comes must not draw all pages twice. */
export function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (element.current === null) return
    let timer = 0
    const observer = new ResizeObserver(([entry]) => {
      const measured = Math.floor(entry?.contentRect.width ?? 0)
      clearTimeout(timer)
      timer = window.setTimeout(() => setWidth(measured), settle)
    })
    setWidth(Math.floor(element.current.clientWidth))
    observer.observe(element.current)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [element])
  return width
}
