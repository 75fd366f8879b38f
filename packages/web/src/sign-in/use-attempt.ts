import { type FormEvent, useCallback, useState } from 'react'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import type { Fault } from '../ui/error-summary.tsx'
import { troubleWords } from './trouble.tsx'

/** Why it failed, in words. */
interface AttemptTrouble {
  text: string
  /** The person has gone on to something else meanwhile. */
  movedOn: boolean
}

interface Attempt {
  faults: readonly Fault[]
  /** What is wrong with this field, for beside it. */
  faultOf: (field: string) => string | undefined
  trouble: AttemptTrouble | undefined
  sending: boolean
  run: (event?: FormEvent) => void
}

interface AttemptOptions {
  /** Each fault of the form, in its order; nothing is sent while there are any. */
  check?: () => readonly (Fault | false)[]
  act: () => Promise<void>
  /** What to say when the server does not accept it. */
  refused: MessageKey
  /** What to say when it does not fit what there is. */
  conflict?: MessageKey
}

/** One try of a form or a button: checked, sent once, and what came of it in words. */
export function useAttempt({ check, act, refused, conflict }: AttemptOptions): Attempt {
  const { t } = useTexts()
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [trouble, setTrouble] = useState<AttemptTrouble>()
  const [sending, setSending] = useState(false)
  const send = async (): Promise<void> => {
    setSending(true)
    const from = document.activeElement
    try {
      await act()
    } catch (error) {
      const now = document.activeElement
      setTrouble({
        text: troubleWords(error, t, refused, conflict),
        movedOn: now !== from && now !== null && now !== document.body,
      })
    } finally {
      setSending(false)
    }
  }
  const run = (event?: FormEvent): void => {
    event?.preventDefault()
    if (sending) return
    const found = (check?.() ?? []).filter((fault) => fault !== false)
    setFaults(found)
    setTrouble(undefined)
    if (found.length === 0) void send()
  }
  const faultOf = useCallback((field: string) => faults.find((fault) => fault.field === field)?.text, [faults])
  return { faults, faultOf, trouble, sending, run }
}
