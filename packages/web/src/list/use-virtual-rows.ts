import type { LetterRow } from '@brevdue/server/mailbox-contract'
import { type ComponentType, type RefObject, useEffect, useState } from 'react'
import type { LetterRowProps } from './letter-row.tsx'

export interface VirtualRowsProps {
  rows: readonly LetterRow[]
  list: RefObject<HTMLUListElement | null>
  propsOf: (row: LetterRow) => LetterRowProps
  /** Always drawn: the row that has the focus must not be taken away from under it. */
  stop: string | undefined
  complete: boolean
}

/** Beyond this, rows that are not in view are not in the page either (decision 0017). */
const plainLimit = 300
/** Its code is fetched a little earlier. */
const fetchFrom = 200

/** @returns what draws a long list, once it is long and the code for it has come */
export function useVirtualRows(count: number): ComponentType<VirtualRowsProps> | undefined {
  const [loaded, setLoaded] = useState<{ VirtualRows: ComponentType<VirtualRowsProps> }>()
  const near = count >= fetchFrom
  useEffect(() => {
    if (!near) return
    // without it, all rows are drawn: slower, and nothing is missing
    import('./virtual-rows.tsx').then(setLoaded, () => undefined)
  }, [near])
  return count > plainLimit ? loaded?.VirtualRows : undefined
}
