import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import { defineConfig, minifySync, type Plugin } from 'vite'
import { editedWorker } from './pdf-worker.ts'

const require = createRequire(import.meta.url)
const pdfjsFolder = dirname(require.resolve('pdfjs-dist/package.json'))
const pdfjsVersion = (require('pdfjs-dist/package.json') as { version: string }).version

/**
 * Packages that declare no `sideEffects`: told here that they have none, or one Button pulls in the whole library.
 * The behaviours of Designsystemet's elements do have some; main.tsx imports those that are used, one by one.
 */
const pure = ['@digdir/designsystemet-react', '@digdir/designsystemet-web/dist/esm/index.js', '@navikt/aksel-icons']

/** WebAssembly would need 'wasm-unsafe-eval'; pdf.js has JavaScript decoders for the same image formats. */
function runsUnderTheCsp(path: string): boolean {
  return !path.endsWith('.wasm') && !path.endsWith('quickjs-eval.js')
}

/** pdf.js asks for these by name while it reads a letter; they have to lie on our own origin (connect-src 'self'). */
function pdfjsResources(): Plugin {
  return {
    name: 'pdfjs-resources',
    apply: 'build',
    writeBundle(options) {
      for (const folder of ['cmaps', 'standard_fonts', 'iccs', 'wasm']) {
        const target = join(options.dir ?? 'dist', 'assets', `pdfjs-${pdfjsVersion}`, folder)
        cpSync(join(pdfjsFolder, folder), target, { recursive: true, filter: runsUnderTheCsp })
      }
    },
  }
}

const workerModule = 'virtual:pdf-worker-url'

/** pdf.js' worker with what the text view needs, as a file of its own; the module is its address. */
function pdfWorker(): Plugin {
  return {
    name: 'pdf-worker',
    apply: 'build',
    resolveId: (id) => (id === workerModule ? `\0${workerModule}` : undefined),
    load(id) {
      if (id !== `\0${workerModule}`) return undefined
      const source = minifySync('pdf.worker.mjs', editedWorker(), { module: true }).code
      const file = this.emitFile({ type: 'asset', name: 'pdf.worker.min.mjs', source })
      return `export default import.meta.ROLLUP_FILE_URL_${file}`
    },
  }
}

/** The tightest form, too slow to make while somebody waits: a tenth fewer bytes than what the server would make. */
function brotliForms(): Plugin {
  return {
    name: 'brotli-forms',
    apply: 'build',
    writeBundle(options, bundle) {
      for (const name of Object.keys(bundle).filter((name) => /\.(m?js|css)$/.test(name))) {
        const path = join(options.dir ?? 'dist', name)
        const plain = readFileSync(path)
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
        writeFileSync(`${path}.br`, brotliCompressSync(plain, { params }))
      }
    },
  }
}

export default defineConfig({
  define: { PDFJS_RESOURCES: JSON.stringify(`/assets/pdfjs-${pdfjsVersion}/`) },
  plugins: [pdfjsResources(), pdfWorker(), brotliForms()],
  build: {
    // data: URLs for scripts, styles and fonts are forbidden by the CSP
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      // "use client" means nothing here, and Designsystemet says it in each of its files
      onLog: (level, log, print) => log.code === 'MODULE_LEVEL_DIRECTIVE' || print(level, log),
      treeshake: { moduleSideEffects: (id) => !pure.some((name) => id.includes(name)) },
    },
  },
})
