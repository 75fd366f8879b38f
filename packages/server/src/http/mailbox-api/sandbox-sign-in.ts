import { authenticationLevels } from '../../domain/access.ts'
import { listMailboxOwners } from '../../store/mailbox-owners.ts'
import type { ServerDeps } from '../deps.ts'
import { answerStepUp } from './answer-step-up.ts'
import { signIn } from './sign-in.ts'
import type { SignInWay } from './sign-in-way.ts'
import { askOnOurPage, startStepUp } from './start-step-up.ts'

/** Be anybody, at any level, without proof: for the sandbox only. */
export function sandboxSignIn({ db, keyring }: Pick<ServerDeps, 'db' | 'keyring'>): SignInWay {
  return {
    endpoints: [signIn, startStepUp(askOnOurPage), answerStepUp],
    async options() {
      return { mode: 'sandbox', people: await listMailboxOwners({ db, keyring }), levels: [...authenticationLevels] }
    },
  }
}
