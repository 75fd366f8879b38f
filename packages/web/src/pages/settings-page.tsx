import '../styles/account.css'
import type { Session } from '@brevdue/server/mailbox-contract'
import { type ReactNode, useEffect } from 'react'
import { DeletionsSection } from '../account/deletions-section.tsx'
import { MethodsSection } from '../account/methods-section.tsx'
import { SessionsSection } from '../account/sessions-section.tsx'
import { SignInsSection } from '../account/sign-ins-section.tsx'
import { WhoSection } from '../account/who-section.tsx'
import { ShortcutTable } from '../keyboard/shortcut-table.tsx'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import { languages } from '../language/remembered-language.ts'
import { announceStatus } from '../live/live-regions.ts'
import {
  type Appearance,
  appearances,
  changePreferences,
  type Preferences,
  preferences,
  type TextSize,
  textSizes,
} from '../preferences/preferences.ts'
import { useStore } from '../state/store.ts'
import { Choice } from '../ui/choice.tsx'
import { Heading, Paragraph, Switch } from '../ui/components.ts'
import { languageNames } from '../ui/language-choice.tsx'
import { PageHeading } from './page-heading.tsx'

const textSizeLabels: Record<TextSize, MessageKey> = {
  sm: 'settings.textSize.sm',
  md: 'settings.textSize.md',
  lg: 'settings.textSize.lg',
}
const appearanceLabels: Record<Appearance, MessageKey> = {
  auto: 'settings.appearance.auto',
  light: 'settings.appearance.light',
  dark: 'settings.appearance.dark',
}

/** Sections with stable anchors; more of them come later. Every choice takes effect at once. */
export default function SettingsPage({ session }: { session: Session }): ReactNode {
  const { t, language, setLanguage } = useTexts()
  const { textSize, appearance, shortcuts } = useStore(preferences)
  useAnchor()
  const change = (next: Partial<Preferences>): void => {
    changePreferences(next)
    announceStatus(t('settings.saved'))
  }
  return (
    <div className="page settings">
      <PageHeading>{t('settings.title')}</PageHeading>
      <section id="language">
        <Choice
          legend={t('language.label')}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
          value={language}
          onChange={(value) => void setLanguage(value)}
        />
      </section>
      <section id="text-size">
        <Choice
          legend={t('settings.textSize')}
          options={textSizes.map((value) => ({ value, label: t(textSizeLabels[value]) }))}
          value={textSize}
          onChange={(value) => change({ textSize: value })}
        />
      </section>
      <section id="appearance">
        <Choice
          legend={t('settings.appearance')}
          options={appearances.map((value) => ({ value, label: t(appearanceLabels[value]) }))}
          value={appearance}
          onChange={(value) => change({ appearance: value })}
        />
      </section>
      <section id="shortcuts" aria-labelledby="shortcuts-heading">
        <Heading id="shortcuts-heading" level={2} data-size="2xs">
          {t('settings.shortcuts')}
        </Heading>
        <Switch
          label={t('settings.shortcuts.switch')}
          checked={shortcuts}
          onChange={(event) => change({ shortcuts: event.target.checked })}
        />
        <Paragraph className="subtle">{t('settings.shortcuts.help')}</Paragraph>
        <ShortcutTable />
      </section>
      <WhoSection session={session} />
      {hasMethods(session) && <MethodsSection session={session} />}
      <SessionsSection />
      <SignInsSection />
      <DeletionsSection />
    </div>
  )
}

/** Passkeys and passwords are kept here only where Brevdue itself is what one signs in with. */
function hasMethods({ method }: Session): boolean {
  return method === 'passkey' || method === 'password'
}

/** `/settings#sessions` leads to that section. */
function useAnchor(): void {
  useEffect(() => {
    if (location.hash.length < 2) return
    const section = document.getElementById(location.hash.slice(1))
    section?.scrollIntoView()
    section?.querySelector<HTMLElement>('h2, legend')?.focus()
  }, [])
}
