import { useEffect, useState } from 'react'
import { onLetterCommand } from '../letter-commands.ts'

export type Reading = 'text' | 'pages'

/** What was chosen for each letter, as long as this tab is open. */
const chosenHere = new Map<string, Reading>()

/**
 * Text or pages. What was chosen for a letter counts for it. For other letters of its kind (tagged or not) the last
 * choice counts, in this browser, except for the pages of a tagged PDF on a phone: they are looked at once, and every
 * later letter would open too small to read. Without a choice a phone shows the text of a tagged PDF, and all else is
 * shown as pages.
 *
 * @param tagged undefined while it is not known yet
 * @returns reading undefined until it can be told
 */
export function useReadingChoice(
  documentId: string,
  tagged: boolean | undefined,
): [Reading | undefined, (reading: Reading) => void] {
  const [chosen, setChosen] = useState(() => chosenHere.get(documentId))
  const [narrow] = useState(() => window.matchMedia('(max-width: 47.99rem)').matches)
  const reading = chosen ?? usualReading(tagged, narrow)
  const choose = (next: Reading): void => {
    setChosen(next)
    chosenHere.set(documentId, next)
    if (tagged !== undefined) rememberForKind(tagged, narrow, next)
  }
  useEffect(() =>
    onLetterCommand((command) => {
      if (command === 'toggle-text') choose(reading === 'text' ? 'pages' : 'text')
    }),
  )
  return [reading, choose]
}

function usualReading(tagged: boolean | undefined, narrow: boolean): Reading | undefined {
  // the kind must be known where it decides
  if (tagged === undefined) {
    const [ofTagged, ofUntagged] = [usualReading(true, narrow), usualReading(false, narrow)]
    return ofTagged === ofUntagged ? ofTagged : undefined
  }
  if (narrow && tagged) return 'text'
  return readChoice(tagged) ?? 'pages'
}

const storageKey = (tagged: boolean): string => `brevdue-reading-${tagged ? 'tagged' : 'untagged'}`

function rememberForKind(tagged: boolean, narrow: boolean, reading: Reading): void {
  if (narrow && tagged) return
  try {
    localStorage.setItem(storageKey(tagged), reading)
    // of earlier versions, one for all letters
    localStorage.removeItem('brevdue-reading')
  } catch {
    // storage may be switched off: the choice then lasts as long as the tab is open
  }
}

function readChoice(tagged: boolean): Reading | undefined {
  try {
    const stored = localStorage.getItem(storageKey(tagged))
    return stored === 'text' || stored === 'pages' ? stored : undefined
  } catch {
    return undefined
  }
}
