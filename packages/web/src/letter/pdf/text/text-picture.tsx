import { ImageIcon } from '@navikt/aksel-icons'
import type { ReactNode } from 'react'
import { useTexts } from '../../../language/language-context.tsx'
import type { TextNode } from './text-node.ts'

/** In a picture's place stands what the sender says of it, and what is written in it. */
export function TextPicture({ node, children }: { node: TextNode; children: ReactNode }): ReactNode {
  const { tag, lang, description } = node
  const { t, language } = useTexts()
  const words = (
    <span className="text-picture">
      <ImageIcon aria-hidden="true" />
      <span>
        <span lang={language}>{t(description ? 'paper.picture' : 'paper.pictureUndescribed')}</span>
        {description ? ` ${description}` : ''}
      </span>
    </span>
  )
  if (tag === 'picture') {
    return (
      <span lang={lang}>
        {words} {children}
      </span>
    )
  }
  return (
    <figure className="text-figure" lang={lang}>
      {words}
      {children}
    </figure>
  )
}
