import type { Language } from '@brevdue/server/mailbox-contract'
import type { ReactNode } from 'react'
import { CardFact, SenderWords } from './card-facts.tsx'
import { useCardTexts } from './card-texts.ts'

interface PlaceFactsProps {
  placeName: string | null
  /** The sender's own word for the place, such as "polling station". */
  placeLabel?: string | null
  address: string | null
  language: Language | null
}

export function PlaceFacts({ placeName, placeLabel = null, address, language }: PlaceFactsProps): ReactNode {
  const { t } = useCardTexts()
  return (
    <>
      {placeName !== null && (
        <CardFact
          label={placeLabel === null ? t('card.place') : <SenderWords language={language}>{placeLabel}</SenderWords>}
        >
          <SenderWords language={language}>{placeName}</SenderWords>
        </CardFact>
      )}
      {address !== null && (
        <CardFact label={t('card.address')}>
          <SenderWords language={language}>{address}</SenderWords>
        </CardFact>
      )}
    </>
  )
}
