import type { ReactNode } from 'react'
import { useTexts } from '../language/language-context.tsx'

export function Brand(): ReactNode {
  const { t } = useTexts()
  return (
    <span className="brand">
      <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
        <rect className="brand-ground" width="32" height="32" rx="7" />
        <path className="brand-letter" d="M7 10.6V22a1.2 1.2 0 0 0 1.2 1.2h15.6A1.2 1.2 0 0 0 25 22V10.6l-9 6.6z" />
      </svg>
      {t('brand')}
    </span>
  )
}
