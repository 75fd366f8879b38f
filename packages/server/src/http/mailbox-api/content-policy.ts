import { createHash } from 'node:crypto'

/** What the browser may do with a letter's own bytes (mailbox design 7.1). Scripts never run in any of them. */
export const contentPolicies = {
  /** Not sandboxed: Safari then shows some PDFs blank. */
  pdf: "default-src 'none'; frame-ancestors 'self'",
  image: "default-src 'none'; img-src 'self'; frame-ancestors 'self'; sandbox",
  text: "default-src 'none'; frame-ancestors 'self'; sandbox",
  download: "default-src 'none'; frame-ancestors 'none'; sandbox",
}

/**
 * The policy of one HTML letter: its own style sheet and inlined images, nothing else. `allow-same-origin` without
 * `allow-scripts` lets our page measure its height.
 *
 * @param html as the sanitiser stored it, with one `<style>` at the head's beginning
 */
export function htmlPolicy(html: string): string {
  const [, css] = /<head><style>([^]*?)<\/style>/.exec(html) ?? []
  // The browser hashes what its parser saw, and that turns CRLF and CR into LF.
  const hash = createHash('sha256')
    .update((css ?? '').replace(/\r\n?/g, '\n'), 'utf8')
    .digest('base64')
  const style = css === undefined ? "'none'" : `'sha256-${hash}'`
  return (
    `default-src 'none'; img-src data:; style-src ${style}; base-uri 'none'; form-action 'none'; ` +
    "frame-ancestors 'self'; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
  )
}
