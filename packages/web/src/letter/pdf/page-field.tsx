import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useTexts } from '../../language/language-context.tsx'
import { Button } from '../../ui/components.ts'
import { TextField } from '../../ui/text-field.tsx'
import { useGoTo } from './reading-place.ts'

/** Fewer pages than these are scrolled through. */
const fewPages = 12

/** The way to a page by its number, in a PDF that is too long to scroll through. */
export function PageField({ pages }: { pages: number }): ReactNode {
  const { t } = useTexts()
  const goTo = useGoTo()
  const id = useId()
  const [written, setWritten] = useState('')
  const [wrong, setWrong] = useState(false)
  if (pages <= fewPages) return null
  const go = (event: FormEvent): void => {
    event.preventDefault()
    const page = /^\d{1,9}$/.test(written.trim()) ? Number(written) : 0
    const found = page >= 1 && page <= pages
    setWrong(!found)
    if (found) goTo({ page, top: undefined })
  }
  return (
    <form className="page-field" onSubmit={go} noValidate>
      <TextField
        id={id}
        label={t('paper.goToPage')}
        value={written}
        onChange={setWritten}
        autoComplete="off"
        inputMode="numeric"
        error={wrong ? t('paper.noSuchPage', { pages }) : undefined}
      />
      <Button type="submit" variant="secondary">
        {t('paper.go')}
      </Button>
    </form>
  )
}
