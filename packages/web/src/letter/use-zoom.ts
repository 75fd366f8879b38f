import { useEffect, useState } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { announceStatus } from '../live/live-regions.ts'
import { onLetterCommand } from './letter-commands.ts'

const steps = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const

export interface Zoom {
  /** 1 = the width of the paper. */
  factor: number
  in: () => void
  out: () => void
}

export function useZoom(): Zoom {
  const { t } = useTexts()
  const [step, setStep] = useState(2)
  const go = (change: number): void => {
    const next = Math.min(Math.max(step + change, 0), steps.length - 1)
    setStep(next)
    announceStatus(t('paper.zoomed', { percent: (steps[next] ?? 1) * 100 }))
  }
  useEffect(() =>
    onLetterCommand((command) => {
      if (command === 'zoom-in') go(1)
      if (command === 'zoom-out') go(-1)
    }),
  )
  return { factor: steps[step] ?? 1, in: () => go(1), out: () => go(-1) }
}
