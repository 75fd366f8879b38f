import { createHash } from 'node:crypto'
import { sandboxNotice } from './sandbox-notice.ts'
import type { WebBuild } from './web-build.ts'
import type { Language } from './web-language.ts'
import { type MessageKind, messageOf } from './web-messages.ts'
import { pageHeaders } from './web-policy.ts'

/** Holds together without the mailbox's own style sheet, and takes its colours and font from it when it is there. */
const style = `
html{color-scheme:light dark}
body{margin:0;min-height:100vh;font-family:"Inter Variable",system-ui,sans-serif;line-height:1.5;
background:var(--ds-color-neutral-background-tinted,Canvas);color:var(--ds-color-neutral-text-default,CanvasText)}
.sandbox-notice{padding:.3125rem 1rem;border-bottom:1px solid}
main{max-width:28rem;margin:0 auto;padding:4rem 1.5rem}
.brand{font-weight:600;color:var(--ds-color-accent-text-subtle,inherit)}
h1{font-size:1.5rem;line-height:1.3;margin:2rem 0 .75rem}
p{margin:0 0 1.5rem}
main a{display:inline-block;padding:.625rem 1rem;border:2px solid;border-radius:6px;font-weight:500;
color:var(--ds-color-accent-text-subtle,LinkText);text-decoration:none}
main a:focus-visible{outline:3px solid;outline-offset:3px}
`
const styleHash = createHash('sha256').update(style, 'utf8').digest('base64')

const policy =
  `default-src 'none'; style-src 'self' 'sha256-${styleHash}'; img-src 'self' data:; font-src 'self'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

interface PagePlace {
  language: Language
  build: WebBuild | undefined
  /** Whether to say that sign-in is only pretended here. */
  sandbox: boolean
}

/**
 * A page that works without a script: for paths that lead nowhere and for content that cannot be shown.
 *
 * @param problem the code, for whoever has to explain the page
 */
export function messagePage(
  kind: MessageKind,
  problem: string,
  { language, build, sandbox }: PagePlace,
): { headers: Record<string, string>; html: string } {
  const { title, text, action, href } = messageOf(kind, language)
  const links = (build?.styleSheets ?? []).map((sheet) => `<link rel="stylesheet" href="${sheet}">`).join('')
  const html = `<!doctype html>
<html lang="${language}" data-color-scheme="auto" data-size="sm" data-problem="${problem}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title} – Brevdue</title>${links}<style>${style}</style></head>
<body>${sandboxNotice(sandbox, language)}<main><div class="brand">Brevdue</div><h1>${title}</h1><p>${text}</p><a href="${href}">${action}</a></main></body>
</html>
`
  return { headers: { ...pageHeaders, 'content-security-policy': policy }, html }
}
