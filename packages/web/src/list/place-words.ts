import type { PlaceId } from '@brevdue/server/mailbox-contract'
import type { MessageKey } from '../language/catalogues.ts'

interface PlaceWords {
  name: MessageKey
  /** As in "back in the inbox". */
  definite: MessageKey
  /** What is said when nothing lies there. */
  empty: MessageKey
}

export const placeWords: Record<PlaceId, PlaceWords> = {
  inbox: { name: 'nav.inbox', definite: 'place.inbox', empty: 'M01' },
  archive: { name: 'nav.archive', definite: 'place.archive', empty: 'M03' },
  bin: { name: 'nav.bin', definite: 'place.bin', empty: 'M04' },
}
