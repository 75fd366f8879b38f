/** A process of its own that uses the embedded PostgreSQL: says what it got, and leaves when its input ends. */
import { StartError } from '../../src/config/start-error.ts'
import { connectOrStart } from '../../src/store/embedded/connect-or-start.ts'
import { migrate } from '../../src/store/migrate.ts'

const [directory = '', as = 'operator'] = process.argv.slice(2)
const say = (fact: unknown): boolean => process.stdout.write(`${JSON.stringify(fact)}\n`)
try {
  const database = await connectOrStart(directory, { as: as as 'server' | 'operator' })
  say({ url: database.url, started: database.started, applied: await migrate(database.url) })
  for await (const _ of process.stdin);
  await database.close()
} catch (error) {
  if (!(error instanceof StartError)) throw error
  say({ refused: error.message })
}
