#!/usr/bin/env -S node --initial-old-space-size=256
// JavaScript that an old Node can read too, so that it says what is missing instead of failing on a file in TypeScript.
// The flag: V8 takes the bytes of letters that stream through for a heap that fills, and would mark it all eight times a
// second; with room to begin with, a server delivers a quarter more letters [measured].
const again = 'npm ci --include=dev --ignore-scripts=false'

if (Number(process.versions.node.split('.')[0]) < 24) {
  refuse(
    `Brevdue runs on Node 24 or newer, and this is Node ${process.versions.node}. The right one comes with its packages, for npm start and npx brevdue; if it was left out (NODE_ENV=production, --ignore-scripts), run: ${again}`,
  )
} else {
  try {
    await import('./brevdue.ts')
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    refuse(`A package that Brevdue needs is not installed (${error.message}). Run: ${again}`)
  }
}

function refuse(reason) {
  process.stderr.write(`Brevdue cannot start.\n${reason}\n`)
  process.exit(1) // what was begun before the failed import would keep the process going
}
