import { readdir, readFile, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

export interface WebAsset {
  /** On disk. */
  path: string
  contentType: string
  /** Worth compressing. */
  isText: boolean
}

/** What `npm run build` made of the mailbox's pages. */
export interface WebBuild {
  indexHtml: string
  /** URLs of the style sheets that index.html loads. */
  styleSheets: string[]
  /** By the path below `/`, for example `assets/main-1a2b.js`. */
  assets: ReadonlyMap<string, WebAsset>
}

/** Reads the build, and reads it again when it has been built anew. */
export interface WebBuildSource {
  /** Undefined when nothing has been built. */
  current(): Promise<WebBuild | undefined>
}

const text = (contentType: string) => ({ contentType, isText: true })
const binary = (contentType: string) => ({ contentType, isText: false })

const types: Record<string, { contentType: string; isText: boolean }> = {
  '.js': text('text/javascript; charset=utf-8'),
  '.mjs': text('text/javascript; charset=utf-8'),
  '.css': text('text/css; charset=utf-8'),
  '.svg': text('image/svg+xml'),
  '.json': text('application/json'),
  '.map': text('application/json'),
  '.webmanifest': text('application/manifest+json'),
  '.txt': text('text/plain; charset=utf-8'),
  '.wasm': text('application/wasm'),
  '.ttf': text('font/ttf'),
  '.pfb': binary('application/x-font-type1'),
  '.woff2': binary('font/woff2'),
  '.woff': binary('font/woff'),
  '.png': binary('image/png'),
  '.ico': binary('image/x-icon'),
}

/** @param directory where Vite writes, normally packages/web/dist */
export function webBuildSource(directory: string): WebBuildSource {
  let known: { builtAt: number; build: Promise<WebBuild> } | undefined
  return {
    async current() {
      const index = await stat(join(directory, 'index.html')).catch(() => undefined)
      if (index === undefined) return undefined
      if (known?.builtAt !== index.mtimeMs) known = { builtAt: index.mtimeMs, build: readBuild(directory) }
      return known.build
    },
  }
}

async function readBuild(directory: string): Promise<WebBuild> {
  const indexHtml = await readFile(join(directory, 'index.html'), 'utf8')
  const links = indexHtml.match(/<link\b[^>]*\brel="stylesheet"[^>]*>/g) ?? []
  return {
    indexHtml,
    styleSheets: links.flatMap((link) => /\bhref="([^"]+)"/.exec(link)?.[1] ?? []),
    assets: await listAssets(directory),
  }
}

/** Only what is listed here can be asked for, so no path from a request ever reaches the disk. */
async function listAssets(directory: string): Promise<Map<string, WebAsset>> {
  const assets = new Map<string, WebAsset>()
  const root = join(directory, 'assets')
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue
    const path = join(entry.parentPath, entry.name)
    const type = types[extname(entry.name)] ?? binary('application/octet-stream')
    assets.set(relative(directory, path).split(sep).join('/'), { path, ...type })
  }
  return assets
}
