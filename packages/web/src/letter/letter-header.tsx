import type { Letter, LetterRow } from '@brevdue/server/mailbox-contract'
import { ArrowLeftIcon } from '@navikt/aksel-icons'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { useMoment } from '../language/use-moment.ts'
import { useShownNames } from '../list/use-shown-names.ts'
import { PageLink } from '../router/page-link.tsx'
import { Avatar, Heading } from '../ui/components.ts'
import { AboutSender } from './about-sender.tsx'
import { initialsOf } from './initials.ts'

interface LetterHeaderProps {
  row: LetterRow
  letter: Letter | undefined
  /** Of an attachment, when one is shown. */
  title: string | undefined
  /** The way back from an attachment. */
  letterPath: string | undefined
  /** The heading takes the focus when this changes: never by what loads later, which could steal it. */
  focusOn: string | undefined
}

/** Subject, who it is from and when it came: known from the list before the letter itself is. */
export function LetterHeader({ row, letter, title, letterPath, focusOn }: LetterHeaderProps): ReactNode {
  const { t } = useTexts()
  const moment = useMoment()
  const { sender, subject } = useShownNames(row)
  const heading = useRef<HTMLHeadingElement>(null)
  // before anything else can happen: the next key must find the focus here
  useLayoutEffect(() => {
    if (focusOn !== undefined) heading.current?.focus()
  }, [focusOn])
  const kind = letter?.senderKind === 'PUBLIC_BODY' ? 'letter.publicBody' : 'letter.organisation'
  const facts = [...(letter?.senderKind ? [t(kind)] : []), moment(new Date(row.receivedAt))]
  return (
    <div className="letter-head">
      {letterPath !== undefined && (
        <PageLink className="back-link" href={letterPath}>
          <ArrowLeftIcon aria-hidden="true" />
          {t('letter.backToLetter')}
        </PageLink>
      )}
      <Heading ref={heading} id="letter-heading" level={1} data-size="sm" dir="auto" tabIndex={-1} data-pane-entry="">
        {title ?? subject}
      </Heading>
      <div className="sender">
        <Avatar aria-hidden="true" variant="square" className="sender-initials">
          {initialsOf(row.sender)}
        </Avatar>
        <div>
          <p className="sender-name">{sender}</p>
          <div className="sender-facts">
            <span>{facts.join(' · ')}</span>
            {letter !== undefined && row.sender !== null && <AboutSender letter={letter} />}
          </div>
        </div>
      </div>
    </div>
  )
}
