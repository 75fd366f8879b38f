/**
 * Loaded into dependency-cruiser (`node --import`). It reads TypeScript through the compiler's JavaScript API, which
 * version 7 does not have; so every import of `typescript` is answered with this package's own version 6.
 */
import { createRequire, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'

// Resolved before the hook is there: inside it, resolving would call the hook again.
const own = createRequire(import.meta.url)
const answers = new Map(
  ['typescript', 'typescript/package.json'].map((name) => [name, pathToFileURL(own.resolve(name)).href]),
)

registerHooks({
  resolve(specifier, context, next) {
    const url = answers.get(specifier)
    return url === undefined ? next(specifier, context) : { url, shortCircuit: true }
  },
})
