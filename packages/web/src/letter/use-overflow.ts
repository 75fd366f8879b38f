import { useEffect, useState } from 'react'

interface Overflow {
  wide: boolean
  /** There is more beyond the edge. */
  goesOn: boolean
}

/** Whether a frame is narrower than what is in it; `look` asks again, while it is scrolled. */
export function useOverflow(frame: { readonly current: HTMLElement | null }): Overflow & { look: () => void } {
  const [overflow, setOverflow] = useState<Overflow>({ wide: false, goesOn: false })
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(() => setOverflow(overflowOf(element)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return { ...overflow, look: () => frame.current !== null && setOverflow(overflowOf(frame.current)) }
}

function overflowOf({ scrollWidth, clientWidth, scrollLeft }: HTMLElement): Overflow {
  return { wide: scrollWidth > clientWidth + 1, goesOn: scrollWidth - clientWidth - Math.abs(scrollLeft) > 1 }
}
