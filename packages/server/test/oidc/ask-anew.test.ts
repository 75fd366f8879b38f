import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Session } from '../../src/http/mailbox-api/contract.ts'
import { testIdentityNumber } from '../../src/testing/test-numbers.ts'
import { addLetter } from '../mailbox-api/letter-builder.ts'
import { json } from '../mailbox-api/test-browser.ts'
import { type HostileService, startHostileService } from './hostile-service.ts'
import { high, startService, substantial } from './service.ts'
import { Visitor } from './visitor.ts'

const nameOf = async (visitor: Visitor) =>
  (await json<Session>(await visitor.page.get('/api/session'), 200)).person.name

describe('a provider that remembers somebody', () => {
  test('who has no mailbox here is asked anew, so that another person can sign in', async () => {
    await using service = await startService()
    const kari = await service.addCitizen('Kari Nordmann')
    service.provider.accounts.set('stranger', { pid: testIdentityNumber(99_999) })
    service.provider.accounts.set('nobody', {})
    const visitor = new Visitor(service.at)
    for (const [account, failed] of [
      ['stranger', 'no-mailbox'],
      ['nobody', 'not-accepted'],
    ] as const) {
      service.provider.answer = { account, acr: substantial }
      assert.equal((await visitor.visit('/auth/oidc')).at, `/sign-in?failed=${failed}`)
      service.provider.answer = { account: kari.account, acr: substantial }
      assert.equal((await visitor.visit('/auth/oidc')).at, '/inbox')
      assert.equal(service.provider.asked.at(-1)?.get('prompt'), 'login')
      assert.equal(await nameOf(visitor), 'Kari Nordmann')
      // signed in: from now on what the provider remembers is right
      assert.equal((await visitor.visit('/auth/oidc')).at, '/inbox')
      assert.equal(service.provider.asked.at(-1)?.get('prompt'), null)
      visitor.forgetProvider()
    }
  })

  test('and another than who is signed in here: the next sign-in asks, also after one that was cancelled', async () => {
    await using service = await startService()
    const [kari, ola] = [await service.addCitizen('Kari Nordmann'), await service.addCitizen('Ola Hansen')]
    const { letterId } = await addLetter(service.at, kari, { level: 'IDPORTEN_4' })
    const visitor = new Visitor(service.at)
    service.provider.answer = { account: kari.account, acr: substantial }
    await visitor.visit('/auth/oidc')
    visitor.forgetProvider()
    service.provider.answer = { account: ola.account, acr: high }
    assert.equal((await visitor.visit(`/auth/step-up?letter=${letterId}`)).at, '/sign-in?failed=other-person')
    service.provider.answer = { error: 'access_denied' }
    assert.equal((await visitor.visit('/auth/oidc')).at, '/sign-in?failed=cancelled')
    service.provider.answer = { account: kari.account, acr: high }
    assert.equal((await visitor.visit('/auth/oidc')).at, '/inbox')
    assert.equal(service.provider.asked.at(-1)?.get('prompt'), 'login')
    assert.equal(await nameOf(visitor), 'Kari Nordmann')
  })
})

describe('how a provider is asked anew', () => {
  const promptAfter = async (service: HostileService) => {
    service.provider.claims['pid'] = testIdentityNumber(4_444)
    const { visitor } = await service.signIn(() => service.provider.idToken())
    return (await service.leave(visitor)).get('prompt')
  }

  test('to choose a person, where it says that it can; else to sign in', async () => {
    for (const [known, prompt] of [
      [['none', 'login', 'select_account'], 'select_account'],
      [['none', 'login'], 'login'],
      [undefined, 'login'],
      ['select_account', 'login'],
    ] as const) {
      await using service = await startHostileService({}, { prompt_values_supported: known })
      assert.equal(await promptAfter(service), prompt, String(known))
    }
  })

  test('a link cannot say it, nor a cookie that is none of ours', async () => {
    await using service = await startHostileService()
    const visitor = new Visitor(service.at)
    visitor.setCookie('brevdue-sign-in', 'made up.anew')
    assert.equal((await service.leave(visitor, '/auth/oidc?prompt=login')).get('prompt'), null)
  })

  test('another browser is not asked, and the stronger sign-in asks for a proof as before', async () => {
    await using service = await startHostileService()
    const { visitor } = await service.signIn(() => service.provider.idToken())
    assert.equal(await promptAfter(service), 'login')
    assert.equal((await service.leave(new Visitor(service.at))).get('prompt'), null)
    const { letterId } = await addLetter(service.at, service.kari, { level: 'IDPORTEN_4' })
    const asked = await service.leave(visitor, `/auth/step-up?letter=${letterId}`)
    assert.deepEqual([asked.get('prompt'), asked.get('max_age')], ['login', '0'])
  })
})
