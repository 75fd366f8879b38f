/** `npm run check [-- step …]`: everything that can be said of the tree without starting the product. */
import { runChecks } from './checks.ts'

const { failed } = await runChecks(process.argv.slice(2))
process.exitCode = failed > 0 ? 1 : 0
