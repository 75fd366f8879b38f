import { useEffect, useEffectEvent } from 'react'

/** Tells once that the content has come: the letter is read now. */
export function useRead(come: boolean, onRead: () => void): void {
  const tell = useEffectEvent(onRead)
  useEffect(() => {
    if (come) tell()
  }, [come])
}
