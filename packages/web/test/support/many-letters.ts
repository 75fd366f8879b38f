import type { LetterPage, LetterRow } from '@brevdue/server/mailbox-contract'
import type { Page } from 'playwright-core'

export interface ManyLetters {
  rows: LetterRow[]
  /** How many pages were asked for. */
  asked: () => number
}

/** Rows of that many letters, newest first, answered page by page; every fourth has a third line. */
export async function serveManyLetters(page: Page, count: number, pageSize = 50): Promise<ManyLetters> {
  const rows = Array.from({ length: count }, (_, at) => rowAt(at))
  let asked = 0
  await page.route('**/api/letters?*', async (route) => {
    asked++
    const cursor = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0)
    const end = cursor + pageSize
    const json: LetterPage = {
      letters: rows.slice(cursor, end),
      nextCursor: end < rows.length ? `${end}` : null,
      ...{ unread: rows.length, inboxUnread: rows.length, binDays: 30 },
    }
    await route.fulfill({ json })
  })
  return { rows, asked: () => asked }
}

function rowAt(at: number): LetterRow {
  return {
    id: `many-${at}`,
    sender: `Avsender ${at % 7}`,
    subject: `Brev nummer ${at + 1}`,
    receivedAt: new Date(Date.UTC(2026, 0, 1) - at * 60_000).toISOString(),
    ...{ unread: true, lock: null, kind: null, action: null, dueAt: null, asksReceipt: false, checking: false },
    attachments: at % 4 === 0 ? 2 : 0,
    amount: at % 8 === 0 ? '1249.00' : null,
  }
}
