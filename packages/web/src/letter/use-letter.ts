import type { Letter } from '@brevdue/server/mailbox-contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { fetchLetter } from '../api/letters-api.ts'
import { type FailureCode, failureCode } from '../api/request.ts'

export interface LetterState {
  letter: Letter | undefined
  failure: FailureCode | undefined
}

/** Fetches what is known about a letter; that opens nothing. `reload` asks again and keeps what is shown meanwhile. */
export function useLetter(
  letterId: string,
): LetterState & { reload: () => Promise<void>; change: (letter: Letter) => void } {
  const [state, setState] = useState<LetterState>({ letter: undefined, failure: undefined })
  const abort = useRef<AbortController>(undefined)
  const reload = useCallback(async (): Promise<void> => {
    abort.current?.abort()
    const controller = new AbortController()
    abort.current = controller
    setState((before) => ({ ...before, failure: undefined }))
    try {
      const letter = await fetchLetter(letterId, controller.signal)
      if (!controller.signal.aborted) setState({ letter, failure: undefined })
    } catch (error) {
      if (!controller.signal.aborted) setState((before) => ({ ...before, failure: failureCode(error) }))
    }
  }, [letterId])
  useEffect(() => {
    void reload()
    return () => abort.current?.abort()
  }, [reload])
  const change = useCallback((letter: Letter) => setState({ letter, failure: undefined }), [])
  return { ...state, reload, change }
}
