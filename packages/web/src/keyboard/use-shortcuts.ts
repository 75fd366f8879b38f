import { useEffect, useRef, useState } from 'react'
import { preferences } from '../preferences/preferences.ts'
import type { LettersRoute } from '../router/route.ts'
import { isInPane, isPlain } from './key-target.ts'
import { pressAlwaysOn } from './press-always-on.ts'
import { pressLetter } from './press-letter.ts'

/** The keys of list and letter that are not the browser's own. */
export function useShortcuts(route: LettersRoute): { helpOpen: boolean; closeHelp: () => void } {
  const [helpOpen, setHelpOpen] = useState(false)
  const lastKey = useRef('')
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      if (pressAlwaysOn(event, route)) {
        event.preventDefault()
        return
      }
      if (!preferences.get().shortcuts || !isPlain(event) || !isInPane(event)) return
      const sequence = lastKey.current === 'g' ? `g ${event.key}` : event.key
      lastKey.current = sequence.length > 1 ? '' : event.key
      if (sequence === '?') setHelpOpen(true)
      else if (!pressLetter(sequence, route)) return
      event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [route])
  return { helpOpen, closeHelp: () => setHelpOpen(false) }
}
