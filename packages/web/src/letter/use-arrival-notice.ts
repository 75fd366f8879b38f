import type { Letter } from '@brevdue/server/mailbox-contract'
import { useEffect, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { methodWords } from '../language/level-words.ts'
import { announceAlert, announceStatus } from '../live/live-regions.ts'
import { type Arrival, forgetArrival, usePlace } from '../router/navigation.ts'
import { askedReceipt } from './asked-receipt.ts'

export interface ArrivalNotice {
  outcome: NonNullable<Arrival['stepUp']>
  text: string
}

/** M13, M14 or M15 when one comes back to a letter from a stronger sign-in; said once. */
export function useArrivalNotice(
  letter: Letter | undefined,
  documentId: string | undefined,
): ArrivalNotice | undefined {
  const { t } = useTexts()
  const { arrival } = usePlace()
  const [notice, setNotice] = useState<ArrivalNotice>()
  const outcome = arrival.stepUp
  useEffect(() => {
    if (letter === undefined || outcome === undefined) return
    const text = noticeText(outcome, letter, documentId, t)
    forgetArrival()
    if (text === undefined) return
    setNotice({ outcome, text })
    if (outcome === 'raised') announceStatus(text)
    else announceAlert(text)
  }, [letter, documentId, outcome, t])
  return notice ?? (outcome === undefined ? undefined : { outcome, text: '' })
}

function noticeText(
  outcome: ArrivalNotice['outcome'],
  letter: Letter,
  documentId: string | undefined,
  t: ReturnType<typeof useTexts>['t'],
): string | undefined {
  const document = letter.documents.find(({ id }) => id === documentId) ?? letter.documents[0]
  const lock = document?.lock ?? letter.lock
  if (outcome === 'cancelled') return t('M14')
  if (lock !== null && lock !== undefined) return t('M15', { methods: t(methodWords[lock.level]) })
  // a letter that still waits for consent is not open, so M13 would not be true
  return document !== undefined && askedReceipt(letter, document) !== undefined
    ? undefined
    : t('M13', { level: t('level.right') })
}
