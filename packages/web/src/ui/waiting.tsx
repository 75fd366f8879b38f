import { Spinner } from '@digdir/designsystemet-react'
import { type ReactNode, useEffect, useState } from 'react'
import { announceStatus } from '../live/live-regions.ts'

interface WaitingProps {
  text: string
}

/** A spinner with its words; shown after 300 ms and read aloud after 2 s, so that quick answers stay quiet. */
export function Waiting({ text }: WaitingProps): ReactNode {
  const shown = useElapsed(300)
  const slow = useElapsed(2000)
  useEffect(() => {
    if (slow) announceStatus(text)
  }, [slow, text])
  if (!shown) return <div className="waiting" />
  return (
    <div className="waiting">
      <Spinner aria-label={text} data-size="sm" />
      <span aria-hidden="true">{text}</span>
    </div>
  )
}

/** True once that many milliseconds have gone since the component appeared. */
export function useElapsed(milliseconds: number): boolean {
  const [elapsed, setElapsed] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setElapsed(true), milliseconds)
    return () => clearTimeout(timer)
  }, [milliseconds])
  return elapsed
}
