import '../styles/account.css'
import type { ReactNode } from 'react'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import { PageLink } from '../router/page-link.tsx'
import { Heading, Paragraph } from '../ui/components.ts'
import { CookieTable } from './cookie-table.tsx'
import { PageHeading } from './page-heading.tsx'

interface Content {
  title: MessageKey
  sections: readonly { title: MessageKey; text: MessageKey }[]
}

const contents: Record<'help' | 'accessibility' | 'privacy', Content> = {
  help: {
    title: 'help.title',
    sections: [
      { title: 'help.open.title', text: 'help.open.text' },
      { title: 'help.locked.title', text: 'help.locked.text' },
      { title: 'help.receipt.title', text: 'help.receipt.text' },
      { title: 'help.places.title', text: 'help.places.text' },
      { title: 'help.print.title', text: 'help.print.text' },
      { title: 'help.keyboard.title', text: 'help.keyboard.text' },
      { title: 'help.signIn.title', text: 'help.signIn.text' },
      { title: 'help.end.title', text: 'help.end.text' },
      { title: 'help.lost.title', text: 'help.lost.text' },
    ],
  },
  accessibility: {
    title: 'accessibility.title',
    sections: [
      { title: 'accessibility.goal.title', text: 'accessibility.goal' },
      { title: 'accessibility.tested.title', text: 'accessibility.tested' },
      { title: 'accessibility.untested.title', text: 'accessibility.untested' },
      { title: 'accessibility.known.title', text: 'accessibility.known' },
      { title: 'accessibility.contact.title', text: 'accessibility.contact' },
    ],
  },
  privacy: {
    title: 'privacy.title',
    sections: [
      { title: 'privacy.letters.title', text: 'privacy.letters' },
      { title: 'privacy.you.title', text: 'privacy.you' },
      { title: 'privacy.senders.title', text: 'privacy.senders' },
      { title: 'privacy.browser.title', text: 'privacy.browser' },
      { title: 'privacy.cookies.title', text: 'privacy.cookies' },
      { title: 'privacy.operator.title', text: 'privacy.operator' },
    ],
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
          <Heading level={2} data-size="2xs">
            {t(section.title)}
          </Heading>
          <Paragraph>{t(section.text)}</Paragraph>
          {section.text === 'privacy.cookies' && <CookieTable />}
          <MoreLink text={section.text} />
        </section>
      ))}
    </div>
  )
}

/** Where to go on from a section; a long page also needs something in it that the keyboard can reach. */
function MoreLink({ text }: { text: MessageKey }): ReactNode {
  const { t } = useTexts()
  if (text === 'accessibility.contact') return <a href="https://www.uustatus.no/">{t('accessibility.law')}</a>
  if (text === 'help.end.text') return <PageLink href="/settings">{t('settings.title')}</PageLink>
  if (text === 'privacy.operator') return <PageLink href="/help">{t('help.title')}</PageLink>
  return null
}
