import type { AuthenticationLevel } from '@brevdue/server/mailbox-contract'
import type { MessageKey } from './catalogues.ts'

/** Levels are shown as words, never as codes, and never compared here: the server alone knows their order. */
export const levelWords: Record<AuthenticationLevel, MessageKey> = {
  PASSWORD: 'level.PASSWORD',
  TWO_FACTOR: 'level.TWO_FACTOR',
  IDPORTEN_3: 'level.IDPORTEN_3',
  IDPORTEN_4: 'level.IDPORTEN_4',
}

/** After "sign in with": the same words, but not "sign in with two-step sign-in". */
export const methodWords: Record<AuthenticationLevel, MessageKey> = { ...levelWords, TWO_FACTOR: 'level.byTwoSteps' }
