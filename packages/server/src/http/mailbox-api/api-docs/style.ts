/** The whole look of the page: the browser's own colours, so that it is dark, light or forced as the reader wants. */
export const docsStyle = `
:root { color-scheme: light dark; --line: color-mix(in srgb, CanvasText 25%, Canvas); --soft: color-mix(in srgb, CanvasText 6%, Canvas); }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.6 system-ui, sans-serif; background: Canvas; color: CanvasText; overflow-wrap: anywhere; }
header, nav, main { max-width: 60rem; margin: 0 auto; padding: 1rem 1.25rem; }
.sandbox-notice { padding: .3125rem 1.25rem; border-bottom: 1px solid var(--line); background: var(--soft); }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 1rem 0 .5rem; }
h2 { font-size: 1.375rem; margin: 3rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.0625rem; margin: 2.5rem 0 .25rem; }
h4 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
code { font-family: ui-monospace, monospace; font-size: .9375em; background: var(--soft); border-radius: 3px; padding: 0 .2em; }
h3 code { background: none; padding: 0; }
.method { display: inline-block; min-width: 3.5em; font-weight: 700; }
th[scope=row] { font-weight: 400; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
th, td { text-align: left; vertical-align: top; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--line); min-width: 6rem; }
ul { padding-left: 1.25rem; }
nav h2 { margin: 1.25rem 0 .25rem; font-size: 1rem; border: 0; }
nav ul { columns: 18rem; list-style: none; padding: 0; margin: 0; }
nav a { display: inline-block; padding: .25rem 0; }
a:focus-visible, .wide:focus-visible { outline: 3px solid; outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
@media print { nav { display: none; } }
`
