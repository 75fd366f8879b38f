import type { ReactNode } from 'react'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import { Heading, Paragraph } from '../ui/components.ts'
import { PageHeading } from './page-heading.tsx'

interface Content {
  title: MessageKey
  sections: readonly { title?: MessageKey; text: MessageKey }[]
}

const contents: Record<'help' | 'accessibility' | 'privacy', Content> = {
  help: {
    title: 'help.title',
    sections: [
      { title: 'help.open.title', text: 'help.open.text' },
      { title: 'help.locked.title', text: 'help.locked.text' },
      { title: 'help.receipt.title', text: 'help.receipt.text' },
      { title: 'help.print.title', text: 'help.print.text' },
    ],
  },
  accessibility: {
    title: 'accessibility.title',
    sections: [{ text: 'accessibility.goal' }, { text: 'accessibility.known' }, { text: 'accessibility.contact' }],
  },
  privacy: {
    title: 'privacy.title',
    sections: [{ text: 'privacy.letters' }, { text: 'privacy.cookies' }, { text: 'privacy.senders' }],
  },
}

export default function StaticPage({ page }: { page: keyof typeof contents }): ReactNode {
  const { t } = useTexts()
  const { title, sections } = contents[page]
  return (
    <div className="page">
      <PageHeading>{t(title)}</PageHeading>
      {sections.map((section) => (
        <section key={section.text}>
          {section.title !== undefined && (
            <Heading level={2} data-size="2xs">
              {t(section.title)}
            </Heading>
          )}
          <Paragraph>{t(section.text)}</Paragraph>
        </section>
      ))}
    </div>
  )
}
