import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { documentsWithSubject } from '@brevdue/server/testing'
import type { Page } from 'playwright-core'
import { addAuthenticator, type BuiltInMailbox, codeIn, linkIn, startBuiltInMailbox } from './support/built-in.ts'
import { focusIsOn } from './support/focus.ts'
import { press, tabTo, type } from './support/press.ts'
import { heard, type Visit, visit } from './support/visit.ts'

const emailAddress = 'kari@eksempel.example'
const password = 'tre grønne elefanter på tur'

let mailbox: BuiltInMailbox
/** Kari's own browser, which holds her passkey. */
let own: Visit
let recoveryCodes: string[] = []

before(async () => {
  mailbox = await startBuiltInMailbox()
  const content = new TextEncoder().encode('Hei Kari')
  const letter = (subject: string, level?: 'TWO_FACTOR') => ({
    primaryDocument: { subject, fileType: 'txt', content, ...(level !== undefined && { authenticationLevel: level }) },
  })
  await mailbox.send('Elvedal Bank', letter('Vanlig brev'))
  await mailbox.send('Statens prøveetat', letter('Brev som krever to steg', 'TWO_FACTOR'))
  await mailbox.send('Statens prøveetat', letter('Brev som krever høyt nivå', 'TWO_FACTOR'))
  await demandHighest('Brev som krever høyt nivå')
  own = await visit(mailbox.browser, mailbox.server.url)
  await addAuthenticator(own.page)
})
after(async () => {
  await own?.[Symbol.asyncDispose]()
  await mailbox?.[Symbol.asyncDispose]()
})

/** What only public bodies may ask for; here it is written into the letter. */
async function demandHighest(subject: string): Promise<void> {
  const documents = await documentsWithSubject(mailbox.server, subject)
  const found = await mailbox.server.db
    .updateTable('document')
    .set({ authentication_level: 'IDPORTEN_4' })
    .where(
      'id',
      'in',
      documents.map(({ id }) => id),
    )
    .executeTakeFirst()
  assert.equal(Number(found.numUpdatedRows), 1)
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

/** E-mail, password and the code that comes: by keyboard, as everything here. */
async function signInByPassword(page: Page): Promise<void> {
  const before = mailbox.emailCount()
  await page.goto('/sign-in')
  await type(page, 'E-postadresse', emailAddress)
  await type(page, 'Passord', password)
  await page.keyboard.press('Enter')
  await heading(page, 'Sjekk e-posten din')
  await type(page, 'Kode fra e-posten', codeIn(await mailbox.codeEmailAfter(before)))
  await page.keyboard.press('Enter')
}

async function signOut(page: Page): Promise<void> {
  await press(page, /^Konto:/)
  await press(page, 'Logg ut')
  await heading(page, 'Du er logget ut')
}

async function openLetter(page: Page, subject: string): Promise<void> {
  const row = page.locator('.row-link', { hasText: subject })
  await tabTo(page, page.locator('.row-link[tabindex="0"]'))
  await page.keyboard.press('Home')
  for (let presses = 0; presses < 5; presses++) {
    if (await row.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
}

describe('taking the mailbox into use', () => {
  it('takes the code out of the address and the history, and waits for a press', async () => {
    const { page } = own
    const code = await mailbox.invite(mailbox.kari)
    await page.goto(`/help`)
    await page.goto(`/activate#${code}`)
    await heading(page, 'Ta postkassen i bruk')
    assert.equal(page.url(), `${mailbox.server.url}/activate`)
    assert.equal(await page.getByLabel('Engangskode').inputValue(), code)
    await page.goBack()
    await page.goForward()
    assert.ok(!page.url().includes(code))
    // a reload forgets it: it is nowhere but in the page's memory
    await heading(page, 'Ta postkassen i bruk')
    const kept = await page.evaluate(() =>
      JSON.stringify([history.state, Object.entries(localStorage), Object.entries(sessionStorage)]),
    )
    assert.ok(!kept.includes(code))
    await type(page, 'Engangskode', code.toLowerCase().replaceAll('-', ' '))
    await page.keyboard.press('Enter')
    await heading(page, 'Velg hvordan du vil logge inn')
  })

  it('does not end before there is a way back in', async () => {
    const { page } = own
    await press(page, 'Gå til postkassen')
    await focusIsOn(page, 'Rett dette for å gå videre')
    await page.goto('/inbox')
    await heading(page, 'Velg hvordan du vil logge inn')
  })

  it('makes a passkey, sets a password and shows the recovery codes once', async () => {
    const { page } = own
    await press(page, 'Lag tilgangsnøkkel')
    await heard(page, 'status', /^Tilgangsnøkkelen «Linux» er lagt til\.$/)
    await press(page, 'Sett opp e-post og passord')
    await type(page, 'E-postadresse', emailAddress)
    await type(page, 'Nytt passord', 'kort')
    await page.keyboard.press('Enter')
    await focusIsOn(page, 'Passordet må ha minst 12 tegn.')
    await type(page, 'Nytt passord', password)
    await page.keyboard.press('Enter')
    const code = codeIn(await mailbox.codeEmailAfter(0))
    await type(page, 'Kode fra e-posten', code)
    await page.keyboard.press('Enter')
    await heard(page, 'status', /^E-post og passord er lagret\.$/)
    await press(page, 'Lag gjenopprettingskoder')
    await focusIsOn(page, 'Ta vare på kodene nå')
    recoveryCodes = await page.locator('.recovery-codes li').allTextContents()
    assert.equal(recoveryCodes.length, 10)
    await press(page, 'Ferdig med kodene')
    await focusIsOn(page, 'Kryss av når du har tatt vare på kodene.')
    await tabTo(page, page.getByLabel('Jeg har tatt vare på kodene'))
    await page.keyboard.press('Space')
    await press(page, 'Ferdig med kodene')
    await page.getByText('Ta vare på kodene nå').waitFor({ state: 'hidden' })
    assert.ok(!(await page.content()).includes(recoveryCodes[0] ?? ''))
    await press(page, 'Gå til postkassen')
    await page.waitForURL('**/inbox')
    await page.locator('.row').first().waitFor()
    assert.deepEqual(own.faults, [])
  })
})

describe('a passkey', () => {
  it('signs in with one press and opens what asks for two steps', async () => {
    const { page } = own
    await signOut(page)
    await press(page, 'Logg inn')
    await press(page, 'Logg inn med tilgangsnøkkel')
    await page.waitForURL('**/inbox')
    await openLetter(page, 'Brev som krever to steg')
    await page.locator('.text-paper', { hasText: 'Hei Kari' }).waitFor()
  })

  it('that is not answered leaves everything as it is, in words', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    const authenticator = await addAuthenticator(page)
    await page.goto('/sign-in')
    await press(page, 'Logg inn med tilgangsnøkkel')
    await focusIsOn(page, 'Det gikk ikke')
    await page.getByText('Vi fikk ikke svar fra tilgangsnøkkelen.').waitFor()
    await authenticator.detach()
  })

  it('that is turned away late does not take somebody out of the field where one types by now', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    const authenticator = await addAuthenticator(page)
    const asked = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    await page.route('**/api/sign-in/passkey/options', async (route) => {
      asked.resolve()
      await gate.promise
      await route.continue()
    })
    await page.goto('/sign-in')
    await press(page, 'Logg inn med tilgangsnøkkel')
    await asked.promise
    await tabTo(page, page.getByLabel('E-postadresse'))
    gate.resolve()
    await page.getByRole('heading', { name: 'Det gikk ikke' }).waitFor()
    await heard(page, 'alert', /^Vi fikk ikke svar fra tilgangsnøkkelen/)
    await page.keyboard.insertText('kari')
    assert.equal(await page.getByLabel('E-postadresse').inputValue(), 'kari')
    await authenticator.detach()
  })
})

describe('a password', () => {
  it('says where each mistake is, and never which of the two was wrong', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await page.goto('/sign-in')
    await tabTo(page, page.getByLabel('Passord', { exact: true }))
    await page.keyboard.press('Enter')
    await focusIsOn(page, 'Rett dette for å gå videre')
    const field = page.getByLabel('E-postadresse')
    await page.locator('#email[aria-invalid="true"]').waitFor()
    // the design system ties the words to the field once both are there
    await page.waitForFunction(
      (input) =>
        (input?.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .some((id) => document.getElementById(id)?.textContent?.includes('Skriv e-postadressen din.')),
      await field.elementHandle(),
    )
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.id === 'email')
    await type(page, 'E-postadresse', 'ingen@eksempel.example')
    await type(page, 'Passord', 'noe helt annet enn det')
    await page.keyboard.press('Enter')
    await heading(page, 'Sjekk e-posten din')
    await type(page, 'Kode fra e-posten', '1234 5678')
    await page.keyboard.press('Enter')
    await focusIsOn(page, 'Det gikk ikke')
  })

  it('signs in by the link too, after a press, and only in the browser that asked', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page, context } = visited
    const before = mailbox.emailCount()
    await page.goto('/sign-in')
    await type(page, 'E-postadresse', emailAddress)
    await type(page, 'Passord', password)
    await page.keyboard.press('Enter')
    // the answer brings what tells this browser from others; the e-mail may be there before it
    await heading(page, 'Sjekk e-posten din')
    const link = linkIn(await mailbox.codeEmailAfter(before))
    await using stranger = await visit(mailbox.browser, mailbox.server.url)
    await stranger.page.goto(link)
    await press(stranger.page, 'Logg inn')
    await stranger.page.getByText('Lenken virker bare én gang').waitFor()
    const second = await context.newPage()
    await second.goto(link)
    await heading(second, 'Fullfør innloggingen')
    assert.equal(second.url(), `${mailbox.server.url}/sign-in/link`)
    await press(second, 'Logg inn')
    await second.waitForURL('**/inbox')
    // the tab that waited for the code goes along
    await page.waitForURL('**/inbox')
    assert.deepEqual(visited.faults, [])
  })
})

describe('a stronger sign-in', () => {
  it('raises a password’s session by passkey, and one Back leads to the list', async () => {
    const { page } = own
    await signOut(page)
    await signInByPassword(page)
    await page.waitForURL('**/inbox')
    await openLetter(page, 'Brev som krever to steg')
    await press(page, 'Logg inn på nytt')
    await page.getByText('Brevet krever innlogging med to steg.').waitFor()
    await press(page, 'Avbryt')
    await heard(page, 'alert', /^Du avbrøt innloggingen\./)
    await press(page, 'Logg inn på nytt')
    await press(page, 'Bruk tilgangsnøkkel')
    await heard(page, 'status', /^Du er logget inn på riktig nivå\. Brevet er åpnet\.$/)
    await page.locator('.text-paper', { hasText: 'Hei Kari' }).waitFor()
    await focusIsOn(page, 'Brev som krever to steg')
    await page.goBack()
    await page.waitForURL('**/inbox')
  })

  it('says at once that this service cannot reach the highest level', async () => {
    const { page } = own
    await openLetter(page, 'Brev som krever høyt nivå')
    await press(page, 'Logg inn på nytt')
    await page.getByText('det er ikke sterkt nok').waitFor()
    await press(page, 'Tilbake til brevet')
    await heard(page, 'alert', /^Du avbrøt innloggingen\./)
    assert.deepEqual(own.faults, [])
  })
})

describe('the owner’s settings', () => {
  it('end another session, which is gone at its next look', async () => {
    await using elsewhere = await visit(mailbox.browser, mailbox.server.url)
    await signInByPassword(elsewhere.page)
    await elsewhere.page.locator('.row').first().waitFor()
    const { page } = own
    await page.goto('/settings#sessions')
    await press(page, /^Logg ut (?!overalt)\S/)
    await heard(page, 'status', /er logget ut\.$/)
    await elsewhere.page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await elsewhere.page.getByText('Du er logget ut for å beskytte posten din.').waitFor()
  })

  it('ask for the passkey before they change how one signs in, and before they remove it', async () => {
    const { page } = own
    await signOut(page)
    await signInByPassword(page)
    await page.waitForURL('**/inbox')
    await page.goto('/settings#methods')
    await press(page, 'Bruk tilgangsnøkkel')
    await heard(page, 'status', /^Du har bekreftet/)
    await press(page, 'Slett tilgangsnøkkelen «Linux»')
    await page.locator('dialog[open]').waitFor()
    await press(page, 'Behold den')
    await page.locator('dialog[open]').waitFor({ state: 'hidden' })
    await page.getByText('Du har 10 ubrukte koder igjen.').waitFor()
  })
})

describe('a lost passkey', () => {
  it('is replaced with password, recovery code and e-mail, and everybody else is signed out', async () => {
    await using visited = await visit(mailbox.browser, mailbox.server.url)
    const { page } = visited
    await addAuthenticator(page)
    const before = mailbox.emailCount()
    await page.goto('/recovery')
    await type(page, 'E-postadresse', emailAddress)
    await type(page, 'Passord', password)
    await type(page, 'Gjenopprettingskode', recoveryCodes[0] ?? '')
    await page.keyboard.press('Enter')
    await heading(page, 'Sjekk e-posten din')
    await type(page, 'Kode fra e-posten', codeIn(await mailbox.codeEmailAfter(before)))
    await page.keyboard.press('Enter')
    await heading(page, 'Velg hvordan du vil logge inn')
    await press(page, 'Gå til postkassen')
    await focusIsOn(page, 'Lag en ny tilgangsnøkkel først.')
    await type(page, 'Navn på nøkkelen', 'Ny mobil')
    await press(page, 'Lag tilgangsnøkkel')
    await heard(page, 'status', /«Ny mobil» er lagt til/)
    await press(page, 'Gå til postkassen')
    await page.waitForURL('**/inbox')
    await own.page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await heading(own.page, 'Du er logget ut')
    assert.deepEqual(visited.faults, [])
  })
})
