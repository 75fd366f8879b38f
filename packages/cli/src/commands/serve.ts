import { loadConfig, runServer } from '@brevdue/server'
import { Command } from 'commander'
import { stopWithLauncher } from '../stop-with-launcher.ts'
import { requireWebPages } from '../web-pages.ts'

export function serveCommand(): Command {
  return new Command('serve')
    .summary('run the service')
    .description(
      'Runs the service as the environment describes it (HOST, PORT, BREVDUE_DATA, DATABASE_URL and more). It refuses to run without a sign-in to the mailbox (BREVDUE_SIGN_IN); use `brevdue sandbox` to try it out.',
    )
    .action(async () => {
      stopWithLauncher()
      const config = loadConfig(process.env, { mode: 'service' })
      requireWebPages()
      process.exitCode = await runServer(config)
    })
}
