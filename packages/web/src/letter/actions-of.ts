import type { Letter, LetterDocument } from '@brevdue/server/mailbox-contract'
import {
  ArchiveIcon,
  ArrowUndoIcon,
  CalendarIcon,
  DownloadIcon,
  EnvelopeClosedIcon,
  ExternalLinkIcon,
  InboxDownIcon,
  InformationSquareIcon,
  PrinterSmallIcon,
  TrashIcon,
} from '@navikt/aksel-icons'
import type { ComponentType, SVGProps } from 'react'
import type { MessageKey } from '../language/catalogues.ts'
import type { LetterActs } from './letter-acts.ts'
import type { ContentActions } from './use-content-actions.ts'

export interface LetterAction {
  label: MessageKey
  icon: ComponentType<SVGProps<SVGSVGElement>>
  run: () => void
  /** Of the two that are used most. */
  strong?: boolean
}

interface Shown {
  letter: Letter
  document: LetterDocument
  isAttachment: boolean
  open: boolean
}

/**
 * Which actions a letter has, most used first. A letter behind a lock or a receipt can be put away, unseen; what fetches
 * its content is not there. An attachment is only fetched and printed: the acts are the letter's.
 */
export function actionsOf(
  { letter, document, isAttachment, open }: Shown,
  run: LetterActs & ContentActions,
): { shown: LetterAction[]; more: LetterAction[] } {
  const content = open ? contentActions(document, run) : []
  if (isAttachment) return { shown: content, more: open ? viewerAction(document, run) : [] }
  const [first, last] = placeActions(letter, run)
  const more = open ? moreActions(letter, document, run) : []
  return { shown: [...first, ...content, ...last], more }
}

function contentActions(document: LetterDocument, run: ContentActions): LetterAction[] {
  return [
    { label: 'action.download', icon: DownloadIcon, run: run.download, strong: true },
    ...(document.rendering === 'download'
      ? []
      : [{ label: 'action.print' as const, icon: PrinterSmallIcon, run: run.print }]),
  ]
}

function placeActions({ place }: Letter, run: LetterActs): [LetterAction[], LetterAction[]] {
  if (place === 'bin') {
    return [
      [{ label: 'action.restore', icon: ArrowUndoIcon, run: run.toInbox, strong: true }],
      [{ label: 'action.deleteForGood', icon: TrashIcon, run: run.deleteForGood }],
    ]
  }
  const bin: LetterAction = { label: 'action.bin', icon: TrashIcon, run: run.bin }
  return [
    place === 'archive' ? [] : [{ label: 'action.archive', icon: ArchiveIcon, run: run.archive, strong: true }],
    [bin],
  ]
}

function moreActions(letter: Letter, document: LetterDocument, run: LetterActs & ContentActions): LetterAction[] {
  const card = letter.documents[0]?.card
  const dated =
    card?.type === 'appointment' ||
    card?.type === 'event' ||
    (card?.type === 'payment' && card.asks === 'pay' && card.dueAt !== null)
  return [
    ...(letter.place === 'archive'
      ? [{ label: 'action.moveToInbox' as const, icon: InboxDownIcon, run: run.toInbox }]
      : []),
    ...(letter.unread ? [] : [{ label: 'action.markUnread' as const, icon: EnvelopeClosedIcon, run: run.markUnread }]),
    ...(dated ? [{ label: 'action.calendar' as const, icon: CalendarIcon, run: run.showCalendar }] : []),
    ...viewerAction(document, run),
    { label: 'letter.details', icon: InformationSquareIcon, run: run.showDetails },
  ]
}

function viewerAction(document: LetterDocument, run: ContentActions): LetterAction[] {
  if (document.rendering !== 'pdf') return []
  return [{ label: 'paper.ownViewer', icon: ExternalLinkIcon, run: run.openInBrowser }]
}
