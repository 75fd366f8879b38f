import { useEffect, useState } from 'react'
import { onLetterCommand } from '../letter-commands.ts'

export type Reading = 'text' | 'pages'

const storageKey = 'brevdue-reading'

/**
 * Text or pages. What was chosen last counts, in this browser; before that, a phone shows the text of a tagged PDF, for
 * its pages are too small to read there, and all else the pages.
 *
 * @param tagged undefined while it is not known yet
 * @returns reading undefined until it can be told
 */
export function useReadingChoice(tagged: boolean | undefined): [Reading | undefined, (reading: Reading) => void] {
  const [chosen, setChosen] = useState(remembered)
  const [narrow] = useState(() => window.matchMedia('(max-width: 47.99rem)').matches)
  const usual = !narrow ? 'pages' : tagged === undefined ? undefined : tagged ? 'text' : 'pages'
  const reading = chosen ?? usual
  const choose = (next: Reading): void => {
    setChosen(next)
    try {
      localStorage.setItem(storageKey, next)
    } catch {
      // storage may be switched off: the choice then lasts as long as the letter is open
    }
  }
  useEffect(() =>
    onLetterCommand((command) => {
      if (command === 'toggle-text') choose(reading === 'text' ? 'pages' : 'text')
    }),
  )
  return [reading, choose]
}

function remembered(): Reading | undefined {
  try {
    const stored = localStorage.getItem(storageKey)
    return stored === 'text' || stored === 'pages' ? stored : undefined
  } catch {
    return undefined
  }
}
