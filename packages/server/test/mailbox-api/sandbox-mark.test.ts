import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Overrides } from '../../src/config/load.ts'
import { sandboxTexts } from '../../src/http/sandbox-notice.ts'
import { TestBrowser } from './test-browser.ts'
import { startMailbox } from './test-mailbox.ts'

/** Every kind of page that the server makes by itself: 404, a problem in a tab, the documentation, without a script. */
const paths = ['/nothing', `/content/${'A'.repeat(43)}`, '/api/letters', '/api/docs', '/inbox']
const service = { mode: 'service', signIn: 'built-in', publicUrl: 'http://localhost:8282' } as const

async function pagesOf(overrides: Overrides, language: string): Promise<string[]> {
  await using at = await startMailbox({ overrides })
  const browser = new TestBrowser(at)
  const headers = { accept: 'text/html,*/*;q=0.8', 'accept-language': language }
  return await Promise.all(
    paths.map(async (path) => {
      const page = await browser.get(path, headers)
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/, path)
      return page.text()
    }),
  )
}

test('in the sandbox every page of the server’s own says that it is one, in the reader’s language', async () => {
  for (const language of ['nb', 'nn', 'en'] as const) {
    for (const [n, html] of (await pagesOf({}, language)).entries()) {
      const said = paths[n] === '/api/docs' ? sandboxTexts.en : sandboxTexts[language]
      assert.ok(html.includes(`<aside class="sandbox-notice">${said}</aside>`), `${paths[n]} ${language}`)
      assert.equal(html.split('sandbox-notice">').length, 2, paths[n])
    }
  }
})

test('in a service none of them does', async () => {
  for (const [n, html] of (await pagesOf(service, 'nb')).entries()) {
    assert.ok(!html.includes('sandbox-notice"') && !html.includes(sandboxTexts.nb), paths[n])
  }
})

test('it is said in the words of the mailbox’s own pages', async () => {
  for (const [language, text] of Object.entries(sandboxTexts)) {
    const catalogue = new URL(`../../../web/src/locales/${language}.json`, import.meta.url)
    const { sandboxNotice } = JSON.parse(await readFile(catalogue, 'utf8')) as { sandboxNotice: string }
    assert.equal(text, sandboxNotice)
  }
})
