import { createPrivateKey, type JsonWebKeyInput } from 'node:crypto'
import type { OidcConfig } from './config.ts'
import type { OptionName } from './options.ts'
import type { Secret } from './secret.ts'

interface Source {
  read: (name: OptionName) => string | undefined
  secret: (name: OptionName) => Secret | undefined
}

type Level = OidcConfig['levels'] extends ReadonlyMap<string, infer L> ? L : never
const levels: readonly string[] = ['PASSWORD', 'TWO_FACTOR', 'IDPORTEN_3', 'IDPORTEN_4'] satisfies Level[]

/** The options of OpenID Connect, checked together. What is missing or does not fit goes to `problems`. */
export function readOidc({ read, secret }: Source, problems: string[]): OidcConfig {
  const needed = (name: OptionName, variable: string): string => {
    const value = read(name)
    if (value === undefined) problems.push(`${variable} must be set when BREVDUE_SIGN_IN is oidc`)
    return value ?? ''
  }
  const issuer = needed('oidcIssuer', 'BREVDUE_OIDC_ISSUER')
  if (isPlainHttp(issuer)) {
    problems.push('BREVDUE_OIDC_ISSUER must be https: over plain http anybody on the way could sign in as anybody')
  }
  if (issuer.includes('/.well-known/')) {
    problems.push(
      `BREVDUE_OIDC_ISSUER is “${issuer}”; leave out /.well-known/… at its end: the service finds that by itself`,
    )
  }
  const scopes = read('oidcScopes') ?? ''
  if (!scopes.split(/\s+/).includes('openid')) problems.push('BREVDUE_OIDC_SCOPES must have openid among its scopes')
  return {
    issuer,
    clientId: needed('oidcClientId', 'BREVDUE_OIDC_CLIENT_ID'),
    ...readCredentials({ read, secret }, problems),
    request: readRequest({ read, secret }, problems),
    name: read('oidcName') ?? URL.parse(issuer)?.hostname ?? issuer,
    scopes,
    ...readAcr({ read, secret }, problems),
    ...readPerson(read),
    clockToleranceSeconds: Number(read('oidcClockTolerance')),
    endsAtProvider: read('oidcLogout') === 'provider',
  }
}

function readRequest({ read, secret }: Source, problems: string[]): OidcConfig['request'] {
  const request = read('oidcRequest') as OidcConfig['request']
  if (request === 'signed' && secret('oidcClientKey') === undefined) {
    problems.push('BREVDUE_OIDC_REQUEST is signed, which needs BREVDUE_OIDC_CLIENT_KEY: a secret signs no request')
  }
  return request
}

function readPerson(read: Source['read']): Pick<OidcConfig, 'person' | 'personClaim'> {
  const person = read('oidcPerson') as OidcConfig['person']
  return { person, personClaim: read('oidcPersonClaim') ?? (person === 'subject' ? 'sub' : 'pid') }
}

function readAcr(
  { read }: Source,
  problems: string[],
): Pick<OidcConfig, 'levels' | 'defaultLevel' | 'signInAcr' | 'stepUpAcr'> {
  const defaultLevel = read('oidcDefaultLevel') as Level | undefined
  const levelOfAcr = readLevels(read('oidcLevels') ?? '', problems)
  if (levelOfAcr.size === 0 && defaultLevel === undefined) {
    problems.push(
      'BREVDUE_OIDC_LEVELS must say what each acr of the provider is worth, or BREVDUE_OIDC_DEFAULT_LEVEL what a sign-in without acr is worth: otherwise nobody can sign in',
    )
  }
  const known = [...levelOfAcr.keys()].join(' ')
  return {
    levels: levelOfAcr,
    defaultLevel,
    signInAcr: read('oidcSignInAcr') ?? (known === '' ? undefined : known),
    stepUpAcr: readStepUp(read('oidcStepUpAcr') ?? '', problems),
  }
}

function readCredentials(
  { read, secret }: Source,
  problems: string[],
): Pick<OidcConfig, 'clientSecret' | 'clientKey' | 'clientKeyId' | 'clientAuthentication'> {
  const clientSecret = secret('oidcClientSecret')
  const clientKey = secret('oidcClientKey')
  if ((clientSecret === undefined) === (clientKey === undefined)) {
    problems.push('Set one of BREVDUE_OIDC_CLIENT_SECRET and BREVDUE_OIDC_CLIENT_KEY when BREVDUE_SIGN_IN is oidc')
  }
  if (clientKey !== undefined && !isPrivateKey(clientKey.reveal())) {
    problems.push(
      'BREVDUE_OIDC_CLIENT_KEY cannot be used: it must be a private key of RSA, EC or Ed25519, as PEM (PKCS #8) or as JWK',
    )
  }
  const clientAuthentication = read('oidcClientAuthentication') as OidcConfig['clientAuthentication']
  if (clientKey !== undefined && clientAuthentication !== undefined) {
    problems.push('BREVDUE_OIDC_CLIENT_AUTHENTICATION is about a secret; a key is always shown by private_key_jwt')
  }
  return { clientSecret, clientKey, clientKeyId: read('oidcClientKeyId'), clientAuthentication }
}

/** `acr=LEVEL,…`. An acr may hold `=` itself, so the last one divides. */
function readLevels(text: string, problems: string[]): Map<string, Level> {
  const found = new Map<string, Level>()
  for (const pair of pairsOf(text)) {
    const divide = pair.lastIndexOf('=')
    const [acr, level] = [pair.slice(0, divide).trim(), pair.slice(divide + 1).trim()]
    const before = found.get(acr)
    if (before !== undefined && before !== level) {
      problems.push(`BREVDUE_OIDC_LEVELS says both ${before} and ${level} of “${acr}”; an acr is worth one level`)
    } else if (divide > 0 && levels.includes(level)) found.set(acr, level as Level)
    else
      problems.push(`BREVDUE_OIDC_LEVELS has “${pair}”; each part must be acr=LEVEL with one of ${levels.join(', ')}`)
  }
  return found
}

/** `LEVEL=acr,…` */
function readStepUp(text: string, problems: string[]): Map<Level, string> {
  const found = new Map<Level, string>()
  for (const pair of pairsOf(text)) {
    const divide = pair.indexOf('=')
    const [level, acr] = [pair.slice(0, divide).trim(), pair.slice(divide + 1).trim()]
    if (levels.includes(level) && acr !== '') found.set(level as Level, acr)
    else
      problems.push(
        `BREVDUE_OIDC_STEP_UP_ACR has “${pair}”; each part must be LEVEL=acr with one of ${levels.join(', ')}`,
      )
  }
  return found
}

function isPrivateKey(text: string): boolean {
  try {
    if (text.trimStart().startsWith('{')) {
      createPrivateKey({ key: JSON.parse(text) as JsonWebKeyInput['key'], format: 'jwk' })
    } else createPrivateKey(text)
    return true
  } catch {
    return false
  }
}

/** On this machine alone plain http reveals nothing. */
function isPlainHttp(issuer: string): boolean {
  const url = URL.parse(issuer)
  return url?.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
}

function pairsOf(text: string): string[] {
  return text
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
}
