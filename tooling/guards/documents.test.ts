import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test from 'node:test'
import { options } from '../../packages/server/src/config/options.ts'
import { root } from '../step.ts'
import { trackedTexts } from './tracked.ts'

const documents = [...trackedTexts()].filter(({ path }) => path.endsWith('.md'))
const blocks = documents.flatMap(({ path, text }) =>
  [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, language]) => language === '' || language === 'sh')
    .map(([, , code = '']) => ({ path, code })),
)

test('every link and picture of a document leads somewhere', () => {
  const links = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)/g)].map(([, to = '']) => ({ path, to })),
  )
  assert.ok(links.length > 100, `${links.length} links`)
  assert.deepEqual(
    links.filter(({ path, to }) => !existsSync(join(root, dirname(path), to))),
    [],
  )
})

test('every setting that a recipe sets exists', () => {
  const known = new Set(Object.values(options).flatMap(({ variable }) => [variable, `${variable}_FILE`]))
  const set = blocks.flatMap(({ path, code }) =>
    [...code.matchAll(/^(BREVDUE_\w+)=/gm)].map(([, variable = '']) => ({ path, variable })),
  )
  assert.ok(set.length > 5, `${set.length} are set`)
  assert.deepEqual(
    set.filter(({ variable }) => !known.has(variable)),
    [],
  )
})

test('every command that a document tells to type exists, with its options', () => {
  const reference = readFileSync(join(root, 'docs/reference/cli.md'), 'utf8')
  const typed = blocks.flatMap(({ path, code }) =>
    [...code.matchAll(/^npx brevdue ([a-z-]+)(.*)$/gm)].map(([, verb = '', rest = '']) => ({ path, verb, rest })),
  )
  assert.ok(typed.length > 5, `${typed.length} are typed`)
  const wrong = typed.flatMap(({ path, verb, rest }) => {
    if (!reference.includes(`brevdue ${verb}`)) return [`${path}: ${verb}`]
    const names = [...rest.matchAll(/ (--[a-z-]+)/g)].map(([, name = '']) => name)
    return names.filter((name) => !reference.includes(name)).map((name) => `${path}: ${verb} ${name}`)
  })
  assert.deepEqual(wrong, [])
})
