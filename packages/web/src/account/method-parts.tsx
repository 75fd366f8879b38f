import type { SignInMethods } from '@brevdue/server/built-in-contract'
import type { ReactNode } from 'react'
import { PasskeyPart } from './passkey-part.tsx'
import { PasswordPart } from './password-part.tsx'
import { RecoveryPart } from './recovery-part.tsx'

export interface MethodPartProps {
  methods: SignInMethods
  onChange: (methods: SignInMethods) => void
  /** While the mailbox is taken into use: what is recommended is said. */
  firstTime?: boolean
}

/** Passkeys, e-mail and password, recovery codes: the same when they are first set up and later. */
export function MethodParts(props: MethodPartProps): ReactNode {
  return (
    <div className="methods">
      <PasskeyPart {...props} />
      <PasswordPart {...props} />
      {props.methods.passwordPossible && <RecoveryPart {...props} />}
    </div>
  )
}
