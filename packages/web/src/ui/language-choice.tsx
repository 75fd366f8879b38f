import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'
import { languages } from '../language/remembered-language.ts'
import { Button } from './components.ts'

/** Each language under its own name, whatever the page speaks. */
export const languageNames = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' } as const

export function LanguageChoice(): ReactNode {
  const { t, language, setLanguage } = useTexts()
  return (
    <fieldset className="language-choice">
      <legend className="ds-sr-only">{t('language.label')}</legend>
      {languages.map((other) => (
        <Button
          key={other}
          lang={other}
          variant="tertiary"
          aria-pressed={other === language}
          onClick={() => void setLanguage(other)}
        >
          {languageNames[other]}
        </Button>
      ))}
    </fieldset>
  )
}
