import { Fragment, type ReactNode } from 'react'
import { PdfLink } from '../pdf-link.tsx'
import { LinePicture } from './line-picture.tsx'
import { hasOwnForms } from './run-nodes.ts'
import { StruckText } from './struck-text.tsx'
import { type TextNode, wordsOf } from './text-node.ts'
import { TextPicture } from './text-picture.tsx'
import { WideTable } from './wide-table.tsx'

/** Draws nodes as HTML: no markup of the PDF's ever reaches the page, only the tags of our own list. */
export function TextNodes({ nodes }: { nodes: readonly (TextNode | string)[] }): ReactNode {
  // nodes never change once they are made, so their place is their key
  return nodes.map((each, at) => (
    <Fragment key={at}>{typeof each === 'string' ? <Words text={each} /> : <Drawn node={each} />}</Fragment>
  ))
}

/** An amount in groups, with the sign set before it; short enough for any screen. */
const grouped = /((?<![\p{L}\p{N}])(?:[-\u2212] )?\p{N}{1,3}(?: \p{N}{3}){1,4}(?!\p{N})(?:,\p{N}{1,2})?)/u

/** A number in groups stays on one line. */
function Words({ text }: { text: string }): ReactNode {
  if (!/\p{N} \p{N}{3}/u.test(text)) return text
  return text.split(grouped).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <span key={at} className="text-number">
        {part}
      </span>
    ),
  )
}

function Drawn({ node }: { node: TextNode }): ReactNode {
  const { tag: Tag, lang, children } = node
  if (isDrawnApart(Tag)) return <DrawnApart node={node} tag={Tag} />
  const inside = children.length > 0 ? <TextNodes nodes={children} /> : null
  switch (Tag) {
    case 'br':
      return <br />
    case 'a':
      return (
        <PdfLink href={node.href ?? ''} lang={lang} words={wordsOf(children)}>
          {inside}
        </PdfLink>
      )
    case 'picture':
    case 'figure':
      return <TextPicture node={node}>{inside}</TextPicture>
    case 'table':
      return (
        <WideTable lang={lang} caption={children.find((child) => typeof child === 'object' && child.tag === 'caption')}>
          {inside}
        </WideTable>
      )
    case 'th':
    case 'td':
      return <Cell node={node} Tag={Tag} />
    case 'ul':
    case 'ol':
      return (
        // with their own labels the lists have no bullets of ours, and Safari then needs to be told that they are lists
        <Tag lang={lang} role="list" className={node.labelled ? 'text-list text-labelled' : 'text-list'}>
          {inside}
        </Tag>
      )
    case 'li':
      return <Entry node={node} />
    case 'label':
      return <span className="text-label">{inside}</span>
    case 'note':
      return (
        <span role="note" className="text-note" lang={lang}>
          {inside}
        </span>
      )
    default:
      return <Tag lang={lang}>{inside}</Tag>
  }
}

type ApartTag = 'apart' | 'sup' | 'sub' | 'del' | 'unread'

function isDrawnApart(tag: TextNode['tag']): tag is ApartTag {
  return ['apart', 'sup', 'sub', 'del', 'unread'].includes(tag)
}

/** What only its place or a line through it says. */
function DrawnApart({ node, tag: Tag }: { node: TextNode; tag: ApartTag }): ReactNode {
  if (Tag === 'apart') return <span className="text-apart">{'\t'}</span>
  if (Tag === 'unread') return node.box === undefined ? null : <LinePicture box={node.box} words={node.words ?? ''} />
  const inside = <TextNodes nodes={node.children} />
  if (Tag === 'del') return <StruckText>{inside}</StruckText>
  return <Tag className={hasOwnForms(wordsOf(node.children)) ? 'text-own-form' : undefined}>{inside}</Tag>
}

function Cell({ node, Tag }: { node: TextNode; Tag: 'th' | 'td' }): ReactNode {
  const { id, headers, scope, lang, colSpan, rowSpan, figures, children } = node
  const place = { id, headers, lang, colSpan, rowSpan, ...(Tag === 'th' && { scope }) }
  return (
    <Tag {...place} className={figures ? 'text-figures' : undefined}>
      <TextNodes nodes={children} />
    </Tag>
  )
}

function Entry({ node: { lang, children } }: { node: TextNode }): ReactNode {
  const [first, ...others] = children
  const labelled = typeof first === 'object' && first.tag === 'label'
  return (
    <li lang={lang}>
      {labelled && <Drawn node={first} />}
      <div className="text-entry">
        <TextNodes nodes={labelled ? others : children} />
      </div>
    </li>
  )
}
