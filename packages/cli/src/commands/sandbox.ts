import { type Config, loadConfig, runServer } from '@brevdue/server'
import { Command } from 'commander'
import { paint, say } from '../print.ts'
import { openSandbox } from '../sandbox/open-sandbox.ts'
import { stopWithLauncher } from '../stop-with-launcher.ts'
import { UsageError } from '../usage-error.ts'
import { buildWebPages, webPagesAreStale } from '../web-pages.ts'

export function sandboxCommand(): Command {
  return new Command('sandbox')
    .summary('run everything on this machine, with made-up people')
    .description(
      'Starts the server, the mailbox and PostgreSQL with demo senders and people, and sends itself a first letter. All state is under ./data (BREVDUE_DATA); starting again goes on where it stopped.',
    )
    .option('--host <address>', 'address to listen on (HOST; default 127.0.0.1)')
    .option('--port <port>', 'port to listen on (PORT; default 8282)')
    .action(async ({ host, port }: { host?: string; port?: string }) => {
      if (port !== undefined && !(/^[0-9]{1,5}$/.test(port) && Number(port) <= 65_535))
        throw new UsageError(`--port is “${port}”; it must be a whole number from 0 to 65535`)
      process.exitCode = await runSandbox(sandboxConfig({ host, port }))
    })
}

/** The log is quiet unless it is asked for: the terminal belongs to whoever tries the sandbox. */
function sandboxConfig(flags: { host: string | undefined; port: string | undefined }): Config {
  const logLevel = process.env['BREVDUE_LOG_LEVEL'] || 'warn'
  return loadConfig(process.env, { mode: 'sandbox', logLevel, ...flags })
}

async function runSandbox(config: Config): Promise<number> {
  stopWithLauncher()
  say(paint('bold', 'Brevdue sandbox'))
  if (webPagesAreStale()) {
    const started = performance.now()
    say('Building the pages of the mailbox …')
    await buildWebPages()
    say(`${paint('green', '✓')} Pages built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
  }
  const code = await runServer(config, { started: openSandbox })
  if (code === 0) say('Stopped. Your letters are kept; `npm start` goes on where you are now.')
  return code
}
