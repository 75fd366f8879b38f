import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { memo, type ReactNode, useMemo } from 'react'
import { useTexts } from '../../../language/language-context.tsx'
import { linkWords, PdfLink } from '../pdf-link.tsx'
import type { PageText } from './page-text.ts'
import { ShownPageContext } from './shown-page.ts'
import { TextNodes } from './text-nodes.tsx'

interface TextPageProps {
  page: PageText
  pages: number
  /** Of the document: on a page without tags in a PDF with them, one must be told. */
  tagged: boolean
  document: PDFDocumentProxy
}

export const TextPage = memo(function TextPage({ page, pages, tagged, document }: TextPageProps): ReactNode {
  const { t, language } = useTexts()
  const note = noteOn(page, tagged)
  const shown = useMemo(() => ({ load: () => document.getPage(page.number) }), [document, page.number])
  return (
    <div className="text-page" data-form={page.form} data-page={page.number} tabIndex={-1}>
      {pages > 1 && (
        <p className="text-page-number" lang={language}>
          {t('paper.page', { page: page.number, pages })}
        </p>
      )}
      {note !== undefined && (
        <p className="text-page-note" lang={language}>
          {t(note)}
        </p>
      )}
      {page.recognised && (
        <p className="text-page-note" lang={language}>
          {t('paper.recognised')}
        </p>
      )}
      <ShownPageContext value={shown}>
        <TextNodes nodes={page.nodes} />
        {page.rest.length > 0 && (
          <div className="text-rest">
            <p className="text-page-note" lang={language}>
              {t('paper.restOfPage')}
            </p>
            <TextNodes nodes={page.rest} />
          </div>
        )}
      </ShownPageContext>
      {page.incomplete && (
        <p className="text-page-note" lang={language}>
          {t('paper.incomplete')}
        </p>
      )}
      {page.links.length > 0 && (
        <div className="text-links" lang={language}>
          <p className="text-page-note">{t('paper.links')}</p>
          <ul>
            {page.links.map((href) => (
              <li key={href}>
                <PdfLink href={href}>{linkWords(href, t)}</PdfLink>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
})

function noteOn(
  { form }: PageText,
  tagged: boolean,
): 'paper.noTextOnPage' | 'paper.unusedTags' | 'paper.plainPage' | undefined {
  if (form === 'empty') return 'paper.noTextOnPage'
  if (form === 'untrusted') return 'paper.unusedTags'
  return form === 'plain' && tagged ? 'paper.plainPage' : undefined
}
