import type { Language } from './web-language.ts'

/** Pages that need nothing but the server: title, what happened, and one way on. */
export type MessageKind =
  | 'page-missing'
  | 'link-gone'
  | 'signed-out'
  | 'closed'
  | 'content-lost'
  | 'our-fault'
  | 'not-built'

export interface Message {
  title: string
  text: string
  action: string
  href: string
}

const toInbox = { nb: 'Gå til innboksen', nn: 'Gå til innboksen', en: 'Go to the inbox' }
const toSignIn = { nb: 'Logg inn', nn: 'Logg inn', en: 'Sign in' }
const again = { nb: 'Prøv igjen', nn: 'Prøv igjen', en: 'Try again' }

type Texts = Record<Language, readonly [title: string, text: string]> & {
  action: Record<Language, string>
  href: string
}

const messages: Record<MessageKind, Texts> = {
  'page-missing': {
    nb: ['Vi finner ikke siden', 'Adressen kan være feil, eller siden kan være flyttet. Posten din er trygg.'],
    nn: ['Vi finn ikkje sida', 'Adressa kan vere feil, eller sida kan vere flytta. Posten din er trygg.'],
    en: ['We cannot find the page', 'The address may be wrong, or the page may have moved. Your mail is safe.'],
    action: toInbox,
    href: '/inbox',
  },
  'link-gone': {
    nb: ['Lenken virker ikke lenger', 'Lenker til innhold virker én gang og bare et øyeblikk. Åpne brevet på nytt.'],
    nn: [
      'Lenkja verkar ikkje lenger',
      'Lenkjer til innhald verkar éin gong og berre ei lita stund. Opne brevet på nytt.',
    ],
    en: ['The link no longer works', 'Links to content work once and only for a moment. Open the letter again.'],
    action: toInbox,
    href: '/inbox',
  },
  'signed-out': {
    nb: ['Du er logget ut', 'Logg inn for å fortsette der du var.'],
    nn: ['Du er logga ut', 'Logg inn for å halde fram der du var.'],
    en: ['You are signed out', 'Sign in to continue where you were.'],
    action: toSignIn,
    href: '/sign-in',
  },
  closed: {
    nb: ['Brevet er fortsatt lukket', 'Åpne brevet fra innboksen. Der står det hva som må til.'],
    nn: ['Brevet er framleis lukka', 'Opne brevet frå innboksen. Der står det kva som må til.'],
    en: ['The letter is still closed', 'Open the letter from the inbox. It says there what is needed.'],
    action: toInbox,
    href: '/inbox',
  },
  'content-lost': {
    nb: [
      'Innholdet er borte eller skadet',
      'Feilen er hos oss, ikke hos deg eller avsenderen. Kontakt dem som drifter postkassen, eller be avsenderen sende det på nytt.',
    ],
    nn: [
      'Innhaldet er borte eller skadd',
      'Feilen er hos oss, ikkje hos deg eller avsendaren. Kontakt dei som driftar postkassa, eller be avsendaren sende det på nytt.',
    ],
    en: [
      'The content is lost or damaged',
      'The fault is ours, not yours or the sender’s. Contact those who run the mailbox, or ask the sender to send it again.',
    ],
    action: toInbox,
    href: '/inbox',
  },
  'our-fault': {
    nb: ['Noe gikk galt hos oss', 'Feilen er hos oss, ikke hos deg. Posten din er trygg. Prøv igjen om litt.'],
    nn: ['Noko gjekk gale hos oss', 'Feilen er hos oss, ikkje hos deg. Posten din er trygg. Prøv igjen om litt.'],
    en: ['Something went wrong on our side', 'The fault is ours, not yours. Your mail is safe. Try again in a moment.'],
    action: toInbox,
    href: '/inbox',
  },
  'not-built': {
    nb: ['Postkassen er ikke bygget ennå', 'Den som drifter Brevdue, må kjøre «npm run build» og laste siden på nytt.'],
    nn: ['Postkassa er ikkje bygd enno', 'Den som driftar Brevdue, må køyre «npm run build» og laste sida på nytt.'],
    en: ['The mailbox has not been built yet', 'Whoever runs Brevdue has to run “npm run build” and reload this page.'],
    action: again,
    href: '/',
  },
}

export function messageOf(kind: MessageKind, language: Language): Message {
  const { action, href, ...texts } = messages[kind]
  const [title, text] = texts[language]
  return { title, text, action: action[language], href }
}
