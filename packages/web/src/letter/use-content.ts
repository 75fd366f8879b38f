import { useEffect, useState } from 'react'
import { requestContentLink } from '../api/letters-api.ts'
import { type FailureCode, failureCode, getBytes } from '../api/request.ts'
import type { ContentProps } from './document-paper.tsx'
import { mostBytes } from './pdf/pdf-failure.ts'

/** Answers after which the letter itself is asked what has become of it. */
const asking: readonly FailureCode[] = [
  ...(['STEP_UP_REQUIRED', 'RECEIPT_REQUIRED', 'CHECKING', 'WITHHELD', 'NOT_FOUND', 'FORBIDDEN'] as const),
]

/** `TOO_LARGE`: for this browser's memory. */
export type ContentFailureCode = FailureCode | 'TOO_LARGE'

export interface Fetched<T> {
  content: T | undefined
  failure: ContentFailureCode | undefined
}

/** An address that works once: for frames and images, which fetch by themselves. */
export function useContentUrl({ letter, document, onReload }: ContentProps): Fetched<string> {
  return useOnce((_signal) => requestContentLink(letter.id, document.id, 'view'), onReload)
}

/** The bytes themselves: for what we draw ourselves. */
export function useContentBytes({ letter, document, onReload }: ContentProps): Fetched<Uint8Array<ArrayBuffer>> {
  return useOnce(async (signal) => {
    if (document.size > mostBytes) throw new RangeError(`${document.size} bytes`)
    return getBytes(await requestContentLink(letter.id, document.id, 'view'), signal)
  }, onReload)
}

/** Runs once per appearance: every link that is asked for counts as an opening. */
function useOnce<T>(fetchContent: (signal: AbortSignal) => Promise<T>, onReload: () => void): Fetched<T> {
  const [fetched, setFetched] = useState<Fetched<T>>({ content: undefined, failure: undefined })
  useEffect(() => {
    const controller = new AbortController()
    const run = async (): Promise<void> => {
      try {
        const content = await fetchContent(controller.signal)
        if (!controller.signal.aborted) setFetched({ content, failure: undefined })
      } catch (error) {
        if (controller.signal.aborted) return
        const failure = error instanceof RangeError ? 'TOO_LARGE' : failureCode(error)
        setFetched({ content: undefined, failure })
        if (failure !== 'TOO_LARGE' && asking.includes(failure)) onReload()
      }
    }
    void run()
    return () => controller.abort()
    // the parent mounts a new paper for another document or a new try
  }, [])
  return fetched
}
