import type { Language } from '@brevdue/server/mailbox-contract'
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react'
import { type Catalogue, loadCatalogue, type MessageKey } from './catalogues.ts'
import { formatMessage, type Values } from './message-format.ts'
import { rememberLanguage } from './remembered-language.ts'

export interface Texts {
  language: Language
  /** Loads the other catalogue and switches without a reload; remembered in a cookie. */
  setLanguage: (language: Language) => Promise<void>
  t: (key: MessageKey, values?: Values) => string
}

const TextsContext = createContext<Texts | undefined>(undefined)

export function useTexts(): Texts {
  const texts = useContext(TextsContext)
  if (texts === undefined) throw new Error('useTexts needs a LanguageProvider around it')
  return texts
}

interface LanguageProviderProps {
  initial: { language: Language; catalogue: Catalogue }
  children: ReactNode
}

export function LanguageProvider({ initial, children }: LanguageProviderProps): ReactNode {
  const [current, setCurrent] = useState(initial)
  useLayoutEffect(() => {
    document.documentElement.lang = current.language
  }, [current.language])
  const texts = useMemo<Texts>(() => textsOf(current.language, current.catalogue, setCurrent), [current])
  return <TextsContext value={texts}>{children}</TextsContext>
}

function textsOf(
  language: Language,
  catalogue: Catalogue,
  show: (next: LanguageProviderProps['initial']) => void,
): Texts {
  const locale = language === 'en' ? 'en' : 'nb'
  return {
    language,
    async setLanguage(next) {
      const loaded = await loadCatalogue(next)
      rememberLanguage(next)
      show({ language: next, catalogue: loaded })
    },
    t: (key, values = {}) => formatMessage(catalogue[key], values, locale),
  }
}
