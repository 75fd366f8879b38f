import workerUrl from 'virtual:pdf-worker-url'
import { getDocument, type PDFDocumentLoadingTask, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { onClosePdfEngine } from './pdf-engine-handle.ts'
import { EngineFailure } from './pdf-failure.ts'

interface Engine {
  port: Worker
  worker: PDFWorker
  /** Rejected when the worker cannot be fetched or may not be started, and at the first error that it does not catch. */
  failed: Promise<never>
}

let engine: Engine | undefined

/**
 * The worker, whose script is the largest of all: started while the letter's bytes are still on their way.
 *
 * @throws when the browser starts no worker
 */
export function readyEngine(): Engine {
  engine ??= startEngine()
  return engine
}

/** Puts the worker's script into the browser's cache and starts nothing. */
export async function fetchEngine(): Promise<void> {
  await fetch(workerUrl, { priority: 'low' })
}

/** Starts reading a PDF in the worker. The bytes are handed over, not copied. */
export function openPdf(bytes: Uint8Array<ArrayBuffer>): PDFDocumentLoadingTask {
  return getDocument({
    data: bytes,
    worker: readyEngine().worker,
    // WebAssembly would need 'wasm-unsafe-eval'; the JavaScript decoders lie in the same folder
    useWasm: false,
    wasmUrl: `${PDFJS_RESOURCES}wasm/`,
    cMapUrl: `${PDFJS_RESOURCES}cmaps/`,
    cMapPacked: true,
    // The fonts every PDF may count on come with us: a device's own have other widths, and words run together
    useSystemFonts: false,
    standardFontDataUrl: `${PDFJS_RESOURCES}standard_fonts/`,
    iccUrl: `${PDFJS_RESOURCES}iccs/`,
    enableXfa: false,
  })
}

/** Ends the worker and with it all memory of letters. */
function closeEngine(): void {
  engine?.worker.destroy()
  engine?.port.terminate()
  engine = undefined
}

/**
 * Trusted Types let one script URL through: this worker. Without the policy pdf.js falls back to the main thread
 * and says so only in the console.
 */
function startEngine(): Engine {
  const port = startWorker()
  onClosePdfEngine(closeEngine)
  const failed = new Promise<never>((_, reject) => {
    port.addEventListener('error', ({ message }) => reject(new EngineFailure(message || 'the worker cannot be loaded')))
  })
  // whoever opens a PDF listens; nothing is wrong with nobody listening
  failed.catch(() => undefined)
  return { port, worker: PDFWorker.create({ port }), failed }
}

function startWorker(): Worker {
  try {
    return new Worker(trustedWorkerUrl() as string, { type: 'module' })
  } catch (cause) {
    throw new EngineFailure('the browser starts no worker', { cause })
  }
}

interface TrustedTypes {
  createPolicy: (name: string, rules: { createScriptURL: (url: string) => string }) => ScriptUrlPolicy
}
interface ScriptUrlPolicy {
  createScriptURL: (url: string) => unknown
}

let policy: ScriptUrlPolicy | undefined

function trustedWorkerUrl(): unknown {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes }
  if (trustedTypes === undefined) return workerUrl
  policy ??= trustedTypes.createPolicy('brevdue-worker', {
    createScriptURL(url) {
      if (url !== workerUrl) throw new TypeError('Only the PDF worker may be loaded by this policy')
      return url
    },
  })
  return policy.createScriptURL(workerUrl)
}
