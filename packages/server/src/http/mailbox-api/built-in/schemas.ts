const text = (maxLength: number) => ({ type: 'string', maxLength }) as const
const optionalText = { type: ['string', 'null'] } as const
const id = { type: 'string', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' } as const
const string = { type: 'string' } as const

function object<P extends Record<string, unknown>>(properties: P, required: string[] = Object.keys(properties)) {
  return { type: 'object', additionalProperties: false, properties, required } as const
}
const orNull = <S extends { type: string }>(schema: S) => ({ ...schema, type: [schema.type, 'null'] }) as const

/** The parts of a WebAuthn answer that are read; what else a browser sends with it is left out. */
function credential(response: Record<string, unknown>, required: string[]) {
  return {
    type: 'object',
    properties: {
      id: text(1400),
      rawId: text(1400),
      type: { type: 'string', const: 'public-key' },
      response: { type: 'object', properties: response, required },
      clientExtensionResults: { type: 'object' },
    },
    required: ['id', 'rawId', 'type', 'response'],
  } as const
}

const assertion = credential(
  { clientDataJSON: text(4000), authenticatorData: text(4000), signature: text(4000), userHandle: text(200) },
  ['clientDataJSON', 'authenticatorData', 'signature'],
)
const attestation = credential(
  {
    clientDataJSON: text(4000),
    attestationObject: text(12_000),
    transports: { type: 'array', maxItems: 10, items: text(20) },
  },
  ['clientDataJSON', 'attestationObject'],
)

/** One schema per shape of `built-in-contract.ts`. */
export const builtInSchemas = {
  nothing: { type: 'object' },
  passkeyQuestion: object({ confirm: { type: 'boolean' } }, []),
  passkeyChallenge: object({ challengeId: id, options: { type: 'object', additionalProperties: true } }),
  passkeyAnswer: object({ challengeId: id, credential: assertion }),
  newPasskey: object({ challengeId: id, credential: attestation, name: { ...text(60), minLength: 1 } }),
  passkeyParams: object({ passkeyId: id }),
  signedIn: object({
    returnTo: optionalText,
    outcome: { type: 'string', enum: ['signed-in', 'raised', 'too-low'] },
  }),
  passwordSignIn: object({ emailAddress: text(600), password: text(1000) }),
  passwordStarted: object({ expiresAt: string }),
  emailCode: object({ code: text(100) }),
  recovery: object({ emailAddress: text(600), password: text(1000), recoveryCode: text(100) }),
  activation: object({ name: string, expiresAt: string }),
  methods: object({
    passkeys: {
      type: 'array',
      items: object({ id: string, name: string, addedAt: string, lastUsedAt: optionalText }),
    },
    password: orNull(object({ emailAddress: string, changedAt: string })),
    recoveryCodes: { type: ['integer', 'null'] },
    passwordPossible: { type: 'boolean' },
    mayChange: { type: 'boolean' },
  }),
  recoveryCodes: object({ codes: { type: 'array', items: string } }),
} as const
