/**
 * What we write to people by e-mail. Never a sender, a subject or a link that tells who reads it; plain text alone. Only
 * an invitation names its reader, who does not know the service yet and must be able to tell it from a forgery.
 */

export const emailLanguages = ['nb', 'nn', 'en'] as const
export type EmailLanguage = (typeof emailLanguages)[number]

/** What an e-mail tells. Codes and links are for its reader only. */
export type EmailNews =
  | { kind: 'sign-in'; code: string; link: string; minutes: number }
  | { kind: 'recovery'; code: string; link: string; minutes: number }
  | { kind: 'new-address'; code: string; minutes: number }
  | ({ kind: 'invitation'; code: string; link: string; days: number } & Invited)
  | { kind: 'passkey-added' | 'passkey-removed' | 'password-changed' | 'address-changed' | 'recovery-codes-made' }
  | { kind: 'recovered' | 'activated' | 'invited-again' }

interface Invited {
  /** Who is invited; absent in an e-mail that an earlier version wrote. */
  name?: string
  /** Who runs the service, as the operator has set it. */
  operator?: string | undefined
  /** Where to ask them: a telephone number, an address. */
  contact?: string | undefined
}

/** An e-mail as it waits to be sent. */
export interface SealedNews {
  to: string
  language: EmailLanguage
  news: EmailNews
}

interface EmailText {
  subject: string
  text: string
}

/** @param mailboxUrl where the mailbox is, for its reader to go to by hand */
export function writeEmail(news: EmailNews, language: EmailLanguage, mailboxUrl: string): EmailText {
  const { subject, lines } = words[language](news)
  return { subject, text: `${[...lines, '', `-- \n${footers[language](mailboxUrl)}`].join('\n')}\n` }
}

const footers: Record<EmailLanguage, (url: string) => string> = {
  nb: (url) => `Brevdue, ${url}\nDenne e-posten er sendt automatisk og kan ikke besvares.`,
  nn: (url) => `Brevdue, ${url}\nDenne e-posten er send automatisk, og du kan ikkje svare på han.`,
  en: (url) => `Brevdue, ${url}\nThis e-mail was sent automatically and cannot be answered.`,
}

interface Lines {
  subject: string
  lines: string[]
}

function bokmal(news: EmailNews): Lines {
  const notYou =
    'Var det ikke deg? Logg inn, se under Innstillinger hvem som er logget inn, og logg ut overalt. Kommer du ikke inn, så ta kontakt med dem som driver tjenesten.'
  const codeAndLink = (code: string, link: string, minutes: number): string[] => [
    `Kode: ${code}`,
    '',
    'Eller åpne denne lenken i den nettleseren du startet i:',
    link,
    '',
    `Koden og lenken virker én gang, i ${minutes} minutter. Ikke gi dem til noen: vi spør aldri om dem.`,
    'Har du ikke prøvd å logge inn, så kan noen andre passordet ditt. Bytt det.',
  ]
  switch (news.kind) {
    case 'sign-in':
      return { subject: 'Koden din for å logge inn', lines: codeAndLink(news.code, news.link, news.minutes) }
    case 'recovery':
      return { subject: 'Koden din for å få tilbake tilgangen', lines: codeAndLink(news.code, news.link, news.minutes) }
    case 'new-address':
      return {
        subject: 'Bekreft e-postadressen',
        lines: [
          `Kode: ${news.code}`,
          '',
          `Noen vil bruke denne adressen til å logge inn i en postkasse. Var det deg, så skriv inn koden innen ${news.minutes} minutter. Var det ikke deg, trenger du ikke å gjøre noe.`,
        ],
      }
    case 'invitation':
      return {
        subject: 'Ta i bruk den digitale postkassen din',
        lines: [
          ...invitedBy(news, invitedNb),
          'Åpne lenken for å velge hvordan du vil logge inn:',
          news.link,
          '',
          `Eller skriv inn koden: ${news.code}`,
          '',
          `Lenken og koden gjelder i ${news.days} ${news.days === 1 ? 'dag' : 'dager'}. Ikke gi dem til noen.`,
        ],
      }
    default:
      return notice(news.kind, noticesNb, notYou)
  }
}

function nynorsk(news: EmailNews): Lines {
  const notYou =
    'Var det ikkje deg? Logg inn, sjå under Innstillingar kven som er logga inn, og logg ut overalt. Kjem du ikkje inn, så ta kontakt med dei som driv tenesta.'
  const codeAndLink = (code: string, link: string, minutes: number): string[] => [
    `Kode: ${code}`,
    '',
    'Eller opne denne lenkja i den nettlesaren du starta i:',
    link,
    '',
    `Koden og lenkja verkar éin gong, i ${minutes} minutt. Ikkje gi dei til nokon: vi spør aldri om dei.`,
    'Har du ikkje prøvd å logge inn, så kan nokon andre passordet ditt. Byt det.',
  ]
  switch (news.kind) {
    case 'sign-in':
      return { subject: 'Koden din for å logge inn', lines: codeAndLink(news.code, news.link, news.minutes) }
    case 'recovery':
      return { subject: 'Koden din for å få tilbake tilgangen', lines: codeAndLink(news.code, news.link, news.minutes) }
    case 'new-address':
      return {
        subject: 'Stadfest e-postadressa',
        lines: [
          `Kode: ${news.code}`,
          '',
          `Nokon vil bruke denne adressa til å logge inn i ei postkasse. Var det deg, så skriv inn koden innan ${news.minutes} minutt. Var det ikkje deg, treng du ikkje gjere noko.`,
        ],
      }
    case 'invitation':
      return {
        subject: 'Ta i bruk den digitale postkassa di',
        lines: [
          ...invitedBy(news, invitedNn),
          'Opne lenkja for å velje korleis du vil logge inn:',
          news.link,
          '',
          `Eller skriv inn koden: ${news.code}`,
          '',
          `Lenkja og koden gjeld i ${news.days} ${news.days === 1 ? 'dag' : 'dagar'}. Ikkje gi dei til nokon.`,
        ],
      }
    default:
      return notice(news.kind, noticesNn, notYou)
  }
}

function english(news: EmailNews): Lines {
  const notYou =
    'Was it not you? Sign in, look under Settings at who is signed in, and sign out everywhere. If you cannot sign in, contact those who run the service.'
  const codeAndLink = (code: string, link: string, minutes: number): string[] => [
    `Code: ${code}`,
    '',
    'Or open this link in the browser you started in:',
    link,
    '',
    `The code and the link work once, for ${minutes} minutes. Give them to nobody: we never ask for them.`,
    'If you have not tried to sign in, somebody else knows your password. Change it.',
  ]
  switch (news.kind) {
    case 'sign-in':
      return { subject: 'Your code to sign in', lines: codeAndLink(news.code, news.link, news.minutes) }
    case 'recovery':
      return { subject: 'Your code to get back in', lines: codeAndLink(news.code, news.link, news.minutes) }
    case 'new-address':
      return {
        subject: 'Confirm the e-mail address',
        lines: [
          `Code: ${news.code}`,
          '',
          `Somebody wants to use this address to sign in to a mailbox. If that was you, type the code within ${news.minutes} minutes. If it was not, you need not do anything.`,
        ],
      }
    case 'invitation':
      return {
        subject: 'Start using your digital mailbox',
        lines: [
          ...invitedBy(news, invitedEn),
          'Open the link to choose how you want to sign in:',
          news.link,
          '',
          `Or type the code: ${news.code}`,
          '',
          `The link and the code work for ${news.days} ${news.days === 1 ? 'day' : 'days'}. Give them to nobody.`,
        ],
      }
    default:
      return notice(news.kind, noticesEn, notYou)
  }
}

interface InvitedWords {
  greeting: (name: string) => string
  invited: (operator: string | undefined) => string
  doubt: (operator: string | undefined, contact: string | undefined) => string
}

/** Who is invited, by whom, and how to find out whether that is true: before the link, as one should read it. */
function invitedBy({ name, operator, contact }: Invited, written: InvitedWords): string[] {
  const greeting = name === undefined ? [] : [written.greeting(name), '']
  return [...greeting, written.invited(operator), '', written.doubt(operator, contact), '']
}

const invitedNb: InvitedWords = {
  greeting: (name) => `Hei, ${name}!`,
  invited: (operator) =>
    operator === undefined
      ? 'Du er invitert til å ta i bruk den digitale postkassen din. Der får du brev.'
      : `${operator} inviterer deg til å ta i bruk den digitale postkassen din. Der får du brev.`,
  doubt: (operator, contact) =>
    `Er du usikker på om e-posten er ekte? Spør ${operator ?? 'dem som driver tjenesten'} før du åpner lenken${contact === undefined ? '.' : `: ${contact}`}`,
}

const invitedNn: InvitedWords = {
  greeting: (name) => `Hei, ${name}!`,
  invited: (operator) =>
    operator === undefined
      ? 'Du er invitert til å ta i bruk den digitale postkassa di. Der får du brev.'
      : `${operator} inviterer deg til å ta i bruk den digitale postkassa di. Der får du brev.`,
  doubt: (operator, contact) =>
    `Er du usikker på om e-posten er ekte? Spør ${operator ?? 'dei som driv tenesta'} før du opnar lenkja${contact === undefined ? '.' : `: ${contact}`}`,
}

const invitedEn: InvitedWords = {
  greeting: (name) => `Hello, ${name}!`,
  invited: (operator) =>
    operator === undefined
      ? 'You are invited to start using your digital mailbox, where you receive letters.'
      : `${operator} invites you to start using your digital mailbox, where you receive letters.`,
  doubt: (operator, contact) =>
    `Not sure whether this e-mail is genuine? Ask ${operator ?? 'those who run the service'} before you open the link${contact === undefined ? '.' : `: ${contact}`}`,
}

const words: Record<EmailLanguage, (news: EmailNews) => Lines> = { nb: bokmal, nn: nynorsk, en: english }

type NoticeKind = Exclude<EmailNews, { code: string }>['kind']
type Notices = Record<NoticeKind, { subject: string; what: string }>

function notice(kind: NoticeKind, notices: Notices, notYou: string): Lines {
  const { subject, what } = notices[kind]
  return { subject, lines: [what, '', notYou] }
}

const noticesNb: Notices = {
  'passkey-added': {
    subject: 'Ny passnøkkel',
    what: 'Det er lagt til en passnøkkel for å logge inn i postkassen din.',
  },
  'passkey-removed': { subject: 'Passnøkkel fjernet', what: 'En passnøkkel til postkassen din er fjernet.' },
  'password-changed': { subject: 'Passordet er endret', what: 'Passordet til postkassen din er endret.' },
  'address-changed': {
    subject: 'E-postadressen er endret',
    what: 'Postkassen din bruker en annen e-postadresse til innlogging fra nå av. Dette er den siste e-posten til denne adressen.',
  },
  'recovery-codes-made': {
    subject: 'Nye gjenopprettingskoder',
    what: 'Det er laget nye gjenopprettingskoder til postkassen din. De gamle virker ikke lenger.',
  },
  recovered: {
    subject: 'Tilgangen er gjenopprettet',
    what: 'Noen logget inn i postkassen din med passord, gjenopprettingskode og kode på e-post. Alle andre er logget ut.',
  },
  activated: {
    subject: 'Postkassen er tatt i bruk',
    what: 'Postkassen din er tatt i bruk med en engangskode. Fra nå av gjelder bare de måtene å logge inn på som da ble valgt.',
  },
  'invited-again': {
    subject: 'Ny engangskode til postkassen',
    what: 'De som driver tjenesten, har laget en ny engangskode til postkassen din og logget ut alle. Måtene du logger inn på, virker til koden er brukt.',
  },
}

const noticesNn: Notices = {
  'passkey-added': { subject: 'Ny passnøkkel', what: 'Det er lagt til ein passnøkkel for å logge inn i postkassa di.' },
  'passkey-removed': { subject: 'Passnøkkel fjerna', what: 'Ein passnøkkel til postkassa di er fjerna.' },
  'password-changed': { subject: 'Passordet er endra', what: 'Passordet til postkassa di er endra.' },
  'address-changed': {
    subject: 'E-postadressa er endra',
    what: 'Postkassa di bruker ei anna e-postadresse til innlogging frå no av. Dette er den siste e-posten til denne adressa.',
  },
  'recovery-codes-made': {
    subject: 'Nye gjenopprettingskodar',
    what: 'Det er laga nye gjenopprettingskodar til postkassa di. Dei gamle verkar ikkje lenger.',
  },
  recovered: {
    subject: 'Tilgangen er gjenoppretta',
    what: 'Nokon logga inn i postkassa di med passord, gjenopprettingskode og kode på e-post. Alle andre er logga ut.',
  },
  activated: {
    subject: 'Postkassa er teken i bruk',
    what: 'Postkassa di er teken i bruk med ein eingongskode. Frå no av gjeld berre dei måtane å logge inn på som då vart valde.',
  },
  'invited-again': {
    subject: 'Ny eingongskode til postkassa',
    what: 'Dei som driv tenesta, har laga ein ny eingongskode til postkassa di og logga ut alle. Måtane du loggar inn på, verkar til koden er brukt.',
  },
}

const noticesEn: Notices = {
  'passkey-added': { subject: 'New passkey', what: 'A passkey for signing in to your mailbox was added.' },
  'passkey-removed': { subject: 'Passkey removed', what: 'A passkey to your mailbox was removed.' },
  'password-changed': { subject: 'Password changed', what: 'The password to your mailbox was changed.' },
  'address-changed': {
    subject: 'E-mail address changed',
    what: 'From now on your mailbox uses another e-mail address for signing in. This is the last e-mail to this one.',
  },
  'recovery-codes-made': {
    subject: 'New recovery codes',
    what: 'New recovery codes to your mailbox were made. The old ones no longer work.',
  },
  recovered: {
    subject: 'Access recovered',
    what: 'Somebody signed in to your mailbox with the password, a recovery code and a code by e-mail. Everybody else was signed out.',
  },
  activated: {
    subject: 'Mailbox activated',
    what: 'Your mailbox was activated with a one-time code. From now on only the ways to sign in that were chosen then work.',
  },
  'invited-again': {
    subject: 'New one-time code to the mailbox',
    what: 'Those who run the service have made a new one-time code to your mailbox and signed everybody out. Your ways to sign in work until the code is used.',
  },
}
