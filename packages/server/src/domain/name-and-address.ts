/** The question and the register agree on these forms, so matching never depends on how somebody typed. */

/** Tokens of a name: lower case, hyphens and blanks alike, dots and apostrophes left out. */
function nameTokens(name: string): string[] {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[.'’`´]/gu, '')
    .split(/[\s\p{Pd},]+/u)
    .filter((token) => token !== '')
}

/** First and last name: what people are found by, and what a name has to have in common with another (protocol 6.6). */
export function nameKey(name: string): string {
  const tokens = nameTokens(name)
  const first = tokens[0] ?? ''
  return tokens.length < 2 ? first : `${first} ${tokens.at(-1)}`
}

/** Street and number. "Storgt. 1 B" and "storgt 1b" are one address. */
export function addressKey(addressLine1: string): string {
  return addressLine1
    .normalize('NFC')
    .toLowerCase()
    .replace(/[.,]/g, '')
    .split(/[\s\p{Pd}]+/u)
    .join(' ')
    .trim()
    .replace(/(?<=\d) (?=\p{L}(?: |$))/u, '')
}

/**
 * Whether two names can be one person's: first and last name the same; middle names may be left out or be initials,
 * but must not contradict each other.
 */
export function namesAgree(one: string, other: string): boolean {
  if (nameKey(one) === '' || nameKey(one) !== nameKey(other)) return false
  const [shorter = [], longer = []] = [nameTokens(one).slice(1, -1), nameTokens(other).slice(1, -1)].sort(
    (a, b) => a.length - b.length,
  )
  return shorter.every((token) => longer.some((candidate) => sameMiddleName(token, candidate)))
}

function sameMiddleName(one: string, other: string): boolean {
  return one === other || (one.length === 1 && other.startsWith(one)) || (other.length === 1 && one.startsWith(other))
}

/** What a sender knows of a person. */
export interface NameAndAddressQuestion {
  fullname: string
  addressline1: string
  postalcode: string
  /** YYYY-MM-DD, a zone behind it is ignored. */
  birthDate?: string | undefined
  phoneNumber?: string | undefined
  emailAddress?: string | undefined
}

/** Whom the register has under that name. */
export interface NameAndAddressCandidate {
  name: string
  birthDate: string | null
  postalCode: string | null
  addressLine1: string | null
  phoneNumber: string | null
  emailAddress: string | null
}

/**
 * Everybody the question fits (protocol 6.6). One answer is an identification; several are none, since a letter is
 * never delivered on a guess.
 */
export function matching<C extends NameAndAddressCandidate>(
  question: NameAndAddressQuestion,
  candidates: readonly C[],
): C[] {
  const named = candidates.filter((candidate) => namesAgree(question.fullname, candidate.name))
  const byProfile = named.filter((candidate) => fitsProfile(question, candidate))
  return byProfile.length > 0 ? byProfile : named.filter((candidate) => fitsAddress(question, candidate))
}

/** Birth date together with phone or e-mail: tried first, and only when the sender gave both. */
function fitsProfile(question: NameAndAddressQuestion, candidate: NameAndAddressCandidate): boolean {
  if (question.birthDate === undefined || dateOf(question.birthDate) !== candidate.birthDate) return false
  const { phoneNumber, emailAddress } = question
  const phone = samePresent(phoneNumber, candidate.phoneNumber, phoneKey)
  const email = samePresent(emailAddress, candidate.emailAddress, emailKey)
  return phone || email
}

function fitsAddress(question: NameAndAddressQuestion, candidate: NameAndAddressCandidate): boolean {
  const contradicted =
    question.birthDate !== undefined &&
    candidate.birthDate !== null &&
    dateOf(question.birthDate) !== candidate.birthDate
  return (
    !contradicted &&
    candidate.postalCode === question.postalcode.trim() &&
    samePresent(question.addressline1, candidate.addressLine1, addressKey)
  )
}

function samePresent(asked: string | undefined, known: string | null, key: (text: string) => string): boolean {
  if (asked === undefined || known === null) return false
  return key(asked) !== '' && key(asked) === key(known)
}

const dateOf = (text: string) => text.slice(0, 10)
const emailKey = (text: string) => text.trim().toLowerCase()

/** Digits, without the country code of Norway. */
function phoneKey(text: string): string {
  const digits = text.replace(/^\s*\+/, '00').replace(/\D/g, '')
  return digits.replace(/^0047(?=\d{8}$)/, '')
}
