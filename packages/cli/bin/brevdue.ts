#!/usr/bin/env node
import { runCommandLine } from '../src/command-line.ts'

// The idle session with the embedded PostgreSQL does not keep a process going, so this does until the command is over.
const alive = setInterval(() => undefined, 2 ** 30)
process.exitCode = await runCommandLine(process.argv)
clearInterval(alive)
