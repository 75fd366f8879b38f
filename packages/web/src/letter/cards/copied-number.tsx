import { type ReactNode, useRef } from 'react'
import { CopyButton } from './copy-button.tsx'

interface CopiedNumberProps {
  text: string
  grouped: string
  label: string
  copied: string
}

/** A number in groups for the eye, with a button that copies it as it is. */
export function CopiedNumber({ text, grouped, label, copied }: CopiedNumberProps): ReactNode {
  const shown = useRef<HTMLSpanElement>(null)
  return (
    <span className="copied-number">
      <span className="figures" ref={shown}>
        {grouped}
      </span>
      <CopyButton text={text} label={label} copied={copied} shown={shown} />
    </span>
  )
}
