import type { Session } from '@brevdue/server/mailbox-contract'
import type { ReactNode } from 'react'
import { ShortcutTable } from '../keyboard/shortcut-table.tsx'
import type { MessageKey } from '../language/catalogues.ts'
import { useTexts } from '../language/language-context.tsx'
import { levelWords } from '../language/level-words.ts'
import { languages } from '../language/remembered-language.ts'
import { useMoment } from '../language/use-moment.ts'
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
import { endSession } from '../session/session-store.ts'
import { useStore } from '../state/store.ts'
import { Choice } from '../ui/choice.tsx'
import { Button, Heading, Paragraph, Switch } from '../ui/components.ts'
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
      <AccountSection session={session} />
    </div>
  )
}

function AccountSection({ session }: { session: Session }): ReactNode {
  const { t } = useTexts()
  const moment = useMoment()
  return (
    <section id="account" aria-labelledby="account-heading">
      <Heading id="account-heading" level={2} data-size="2xs">
        {t('settings.account')}
      </Heading>
      <dl className="facts">
        <div>
          <dt>{t('account.signedInAs')}</dt>
          <dd>{session.person.name}</dd>
        </div>
        <div>
          <dt>{t('account.level')}</dt>
          <dd>{t(levelWords[session.level])}</dd>
        </div>
        <div>
          <dt>{t('account.since')}</dt>
          <dd>{moment(new Date(session.since))}</dd>
        </div>
      </dl>
      <Button variant="secondary" onClick={() => void endSession()}>
        {t('action.signOut')}
      </Button>
    </section>
  )
}
