import { CalendarIcon, DownloadIcon } from '@navikt/aksel-icons'
import { type ReactNode, useId, useState } from 'react'
import { Button, Paragraph } from '../../ui/components.ts'
import { useCardTexts } from './card-texts.ts'
import { daysUntil } from './day-count.ts'

interface CalendarChoiceProps {
  letterId: string
  documentId: string
  /** The last day it is about: nobody needs what is past in a calendar. */
  until: string
}

/** A file for the calendar: first what others may see of it, then the file. */
export function CalendarChoice({ letterId, documentId, until }: CalendarChoiceProps): ReactNode {
  const { t } = useCardTexts()
  const [open, setOpen] = useState(false)
  const [telling, setTelling] = useState(false)
  const id = useId()
  if (daysUntil(new Date(until), new Date()) < 0) return null
  const path = `/api/letters/${letterId}/documents/${documentId}/calendar${telling ? '?private=1' : ''}`
  return (
    <div className="calendar-choice" data-color="accent">
      <Button variant="secondary" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <CalendarIcon aria-hidden="true" />
        {t('card.calendar')}
      </Button>
      <div id={id} className="calendar-panel" hidden={!open}>
        <Paragraph>{t('M33')}</Paragraph>
        <label className="calendar-tick">
          <input
            type="checkbox"
            className="ds-input"
            checked={telling}
            onChange={({ target }) => setTelling(target.checked)}
          />
          <span>{t('card.calendar.private')}</span>
        </label>
        <Button asChild variant="secondary">
          <a href={path} download>
            <DownloadIcon aria-hidden="true" />
            <span>{t('card.calendar.download')}</span>
          </a>
        </Button>
      </div>
    </div>
  )
}
