import { type FormEvent, useCallback, useState } from 'react'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import type { Fault } from '../ui/error-summary.tsx'
import { troubleWords } from './trouble.tsx'

interface Attempt {
  faults: readonly Fault[]
  /** What is wrong with this field, for beside it. */
  faultOf: (field: string) => string | undefined
  trouble: string | undefined
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
  const [trouble, setTrouble] = useState<string>()
  const [sending, setSending] = useState(false)
  const send = async (): Promise<void> => {
    setSending(true)
    try {
      await act()
    } catch (error) {
      setTrouble(troubleWords(error, t, refused, conflict))
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
