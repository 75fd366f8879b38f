import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { formatMessage, placeholders } from '../src/language/message-format.ts'

const source = join(import.meta.dirname, '../src')
type Catalogue = Record<string, string>
const readPart = (path: string): Catalogue =>
  JSON.parse(readFileSync(join(source, 'locales', path), 'utf8')) as Catalogue
/** The words everybody needs, those of the pages around the letters, and those of the cards. */
const read = (language: string): Catalogue => ({
  ...readPart(`${language}.json`),
  ...readPart(`account/${language}.json`),
  ...readPart(`cards/${language}.json`),
})
const catalogues = { nb: read('nb'), nn: read('nn'), en: read('en') }
const keys = Object.keys(catalogues.nb)

const code = globSync('**/*.{ts,tsx}', { cwd: source, exclude: ['**/*.test.ts'] })
  .map((path) => readFileSync(join(source, path), 'utf8'))
  .join('\n')

/** Put together from what the server names; card-words.test.ts holds them against what it can name. */
const isFactLabel = (key: string) =>
  /^card\.(title|[a-zA-Z-]+)\.\w/.test(key) && !/^card\.(days|calendar|share|duration)\./.test(key)

describe('the three catalogues', () => {
  it('have the same keys in the same order', () => {
    assert.deepEqual(Object.keys(catalogues.nn), keys)
    assert.deepEqual(Object.keys(catalogues.en), keys)
  })

  it('say nothing twice', () => {
    const both = Object.keys(readPart('account/nb.json')).filter((key) => key in readPart('nb.json'))
    assert.deepEqual(both, [])
  })

  it('need the same values in each message', () => {
    for (const key of keys) {
      const needed = placeholders(catalogues.nb[key] ?? '')
      assert.deepEqual(placeholders(catalogues.nn[key] ?? ''), needed, `nn ${key}`)
      assert.deepEqual(placeholders(catalogues.en[key] ?? ''), needed, `en ${key}`)
    }
  })

  it('can all be formatted, for one and for many', () => {
    for (const [language, catalogue] of Object.entries(catalogues)) {
      for (const [key, pattern] of Object.entries(catalogue)) {
        for (const n of [1, 2]) {
          const values = Object.fromEntries(placeholders(pattern).map((name) => [name, n]))
          const text = formatMessage(pattern, values, language === 'en' ? 'en' : 'nb')
          assert.doesNotMatch(text, /[{}#]|^\s*$/, `${language} ${key}`)
        }
      }
    }
  })

  it('hold no message that the code does not use', () => {
    assert.deepEqual(
      keys
        .filter((key) => !isFactLabel(key))
        .filter((key) => !new RegExp(`['"]${key.replaceAll('.', '\\.')}['"]`).test(code)),
      [],
    )
  })

  it('hold every message that the code uses', () => {
    const used = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? '')
    assert.ok(used.length > 50, 'the search for used keys finds them')
    assert.deepEqual(
      used.filter((key) => !keys.includes(key)),
      [],
    )
  })
})

describe('Nynorsk', () => {
  /** Words and endings that are Bokmål and never Nynorsk; the list of the mailbox design, section 8, and a few more. */
  const bokmaal =
    /(?<![\p{L}])(ikke|fra|noe|noen|hvordan|hvem|hva|hvis|mer|flere|velg|åpne|åpner|brukes|henter|slettet|meldingen|avsender|avsenderen|mottaker|jeg|dere|hver|være|blitt|vises|åpnes|lenke|lenken)(?![\p{L}])/iu
  /** Plurals of neuter nouns end in -a: breva, vedlegga. */
  const neuterPlurals = /(?<![\p{L}])(brevene|vedleggene|dokumentene|nivåene|nettstedene|bildene|navnene)(?![\p{L}])/iu

  it('is free of Bokmål words', () => {
    const leaks = Object.entries(catalogues.nn).filter(([, text]) => bokmaal.test(text) || neuterPlurals.test(text))
    assert.deepEqual(leaks, [])
  })

  it('is checked by a list that finds Bokmål', () => {
    const found = Object.values(catalogues.nb).filter((text) => bokmaal.test(text) || neuterPlurals.test(text))
    assert.ok(found.length > 40, `${found.length} of the Bokmål messages are recognised`)
  })
})

describe('English', () => {
  it('holds no Norwegian letters', () => {
    const leaks = Object.entries(catalogues.en).filter(([, text]) => /[æøå]/i.test(text))
    assert.deepEqual(leaks, [])
  })
})
