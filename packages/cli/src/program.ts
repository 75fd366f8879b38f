import { createRequire } from 'node:module'
import { Command } from 'commander'
import { addOrganisationCommand, addPersonCommand } from './commands/add-recipient.ts'
import { addSenderCommand } from './commands/add-sender.ts'
import { adoptContentCommand } from './commands/adopt-content.ts'
import { allowBrokerCommand } from './commands/allow-broker.ts'
import { checkHtmlCommand } from './commands/check-html.ts'
import { confirmClockCommand } from './commands/confirm-clock.ts'
import { doctorCommand } from './commands/doctor.ts'
import { inviteCommand } from './commands/invite.ts'
import { linkSubjectCommand } from './commands/link-subject.ts'
import { quarantineCommand } from './commands/quarantine.ts'
import { revokeCertificateCommand } from './commands/revoke-certificate.ts'
import { sandboxCommand } from './commands/sandbox.ts'
import { sendCommand } from './commands/send.ts'
import { serveCommand } from './commands/serve.ts'
import { sweepCommand } from './commands/sweep.ts'
import { tellAllMissing } from './needed-options.ts'

const { version } = createRequire(import.meta.url)('../package.json') as { version: string }

/** All commands with their options: what `--help` shows and the reference page is made from. */
export function program(): Command {
  const commands = [
    sandboxCommand(),
    sendCommand(),
    checkHtmlCommand(),
    addPersonCommand(),
    addOrganisationCommand(),
    addSenderCommand(),
    allowBrokerCommand(),
    inviteCommand(),
    linkSubjectCommand(),
    revokeCertificateCommand(),
    quarantineCommand(),
    doctorCommand(),
    sweepCommand(),
    confirmClockCommand(),
    adoptContentCommand(),
    serveCommand(),
  ]
  const whole = new Command('brevdue')
    .description('Secure digital mail: send letters, run the sandbox or a service.')
    .version(version)
    .showHelpAfterError('(run it with --help to see how)')
  for (const command of commands) whole.addCommand(settled(command, whole))
  return whole.exitOverride()
}

/** With the settings of the whole, its own commands too. */
function settled(command: Command, whole: Command): Command {
  for (const inner of command.commands) settled(inner, whole)
  return tellAllMissing(command).copyInheritedSettings(whole).exitOverride()
}
