import type { BrowserContext, Page, Request } from 'playwright-core'

/** All that a browser is told and tells, kept to be searched: what was said, and where. */
export class EverythingSaid {
  readonly #said: { where: string; text: string }[] = []
  readonly #pending = new Set<Promise<void>>()

  constructor(context: BrowserContext) {
    context.on('request', (request) => {
      this.note('request', `${request.method()} ${request.url()} ${request.postData() ?? ''}`)
    })
    context.on('requestfinished', (request) => this.#follow(request))
    context.on('console', (message) => this.note('console', message.text()))
    context.on('page', (page) => this.#listen(page))
    for (const page of context.pages()) this.#listen(page)
  }

  note(where: string, text: string): void {
    this.#said.push({ where, text })
  }

  #listen(page: Page): void {
    page.on('download', (download) => this.note('download', download.suggestedFilename()))
    page.on('pageerror', (error) => this.note('error', error.message))
  }

  #follow(request: Request): void {
    const url = request.url()
    // our own scripts and styles are the same for everybody
    if (/\/assets\//.test(url)) return
    const read = async (): Promise<void> => {
      const answer = await request.response()
      if (answer === null) return
      const headers = JSON.stringify(answer.headers())
      const body = await answer.body().catch(() => Buffer.alloc(0))
      this.note(`answer to ${request.method()} ${url}`, `${headers}\n${body.toString('utf8')}`)
    }
    const pending = read().catch(() => undefined)
    this.#pending.add(pending)
    void pending.finally(() => this.#pending.delete(pending))
  }

  /** Looks at everything that the page holds now, seen or not. */
  async look(page: Page, where: string): Promise<void> {
    for (const frame of page.frames()) this.note(`${where}: frame`, await frame.content().catch(() => ''))
    this.note(`${where}: page`, JSON.stringify(await page.evaluate(whatPageHolds)))
    this.note(`${where}: for screen readers`, await page.locator('body').ariaSnapshot())
    await page.emulateMedia({ media: 'print' })
    this.note(`${where}: on paper`, await page.locator('body').innerText())
    await page.emulateMedia({ media: null })
  }

  /** Where any of the words was said, each place once. */
  async find(words: readonly string[]): Promise<string[]> {
    await Promise.all(this.#pending)
    const places = this.#said.flatMap(({ where, text }) => {
      const lower = text.toLowerCase()
      return words.filter((word) => lower.includes(word.toLowerCase())).map((word) => `${where}: ${word}`)
    })
    return [...new Set(places)]
  }

  get count(): number {
    return this.#said.length
  }
}

/** Runs in the page: what stands in it and what it keeps. */
async function whatPageHolds(): Promise<unknown> {
  const values = [...document.querySelectorAll('input, textarea, select')].map(
    (field) => (field as HTMLInputElement).value,
  )
  const caches = await globalThis.caches.keys()
  const cached = await Promise.all(
    caches.map(async (name) => (await (await globalThis.caches.open(name)).keys()).map(({ url }) => url)),
  )
  return {
    title: document.title,
    url: location.href,
    state: history.state,
    local: Object.entries(localStorage),
    session: Object.entries(sessionStorage),
    cookies: document.cookie,
    databases: await indexedDB.databases(),
    cached,
    values,
    name: window.name,
    words: document.documentElement.innerText,
  }
}
