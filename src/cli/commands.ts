import { AccountsService } from '../features/accounts/index.js';
import { type Config, loadConfig } from '../platform/config/config.js';
import { emailAddress } from '../platform/input/fields.js';
import { withDatabase, withFeatures } from './context.js';
import { loadHistory } from './load-history.js';
import { newPassword } from './organiser.js';

/** The command cannot be carried out as it was given; `message` is one line for people. */
export class CommandRefused extends Error {}

/** As the setting ADMIN_PASSWORD demands. */
const SHORTEST_PASSWORD = 8;

const HELP = `Symposia, one-off commands. The settings are those of the application.

  migrate                Brings the database up to date.
  load-history           Loads the recorded history; what is there already stays as it is.
  create-admin <email>   Makes the first administrator. The password is the first line of standard input;
                         at a terminal, or when that is empty, one is made and printed.
  help                   Prints this.
`;

type Command = (config: Config, print: (line: string) => void, parameters: string[]) => Promise<void>;

const COMMANDS: Record<string, { parameters: number; run: Command }> = {
  migrate: {
    parameters: 0,
    run: (config, print) => withDatabase(config, print, () => Promise.resolve(print('The database is up to date.'))),
  },
  'load-history': {
    parameters: 0,
    run: (config, print) =>
      withFeatures(config, print, async (app) => {
        const { institutions, series, memberships, editions } = await loadHistory(app);
        print(
          `Added: ${institutions} institutions, ${series} series, ${memberships} memberships, ${editions} past editions.`,
        );
      }),
  },
  'create-admin': { parameters: 1, run: createAdmin },
};

/** @throws CommandRefused, SettingsError */
export async function runCommand(args: readonly string[], print: (line: string) => void): Promise<void> {
  const [name = 'help', ...parameters] = args;
  if (name === 'help' || name === '--help') return print(HELP);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command?.parameters !== parameters.length) {
    throw new CommandRefused(
      command
        ? `${name} takes ${command.parameters === 0 ? 'no parameters' : 'one parameter, an e-mail address'}.`
        : `There is no command “${name}”. There are: ${[...Object.keys(COMMANDS), 'help'].join(', ')}.`,
    );
  }
  await command.run(loadConfig(), print, parameters);
}

async function createAdmin(config: Config, print: (line: string) => void, [given]: string[]): Promise<void> {
  const email = emailAddress.safeParse(given);
  if (!email.success) throw new CommandRefused(`“${given}” is not an e-mail address.`);
  const typed = process.stdin.isTTY ? '' : await firstLine(process.stdin);
  if (typed !== '' && typed.length < SHORTEST_PASSWORD) {
    throw new CommandRefused(`The password must have at least ${SHORTEST_PASSWORD} characters.`);
  }
  const password = typed || newPassword();
  await withFeatures(config, print, async (app) => {
    if (!(await app.get(AccountsService).ensureAdministrator(email.data, password))) {
      throw new CommandRefused('There is an administrator already, so nothing was changed.');
    }
  });
  print(`${email.data} is the administrator now${typed ? '' : `, with the password ${password}`}.`);
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of input.setEncoding('utf8')) {
    text += chunk as string;
    if (text.includes('\n')) break;
  }
  return (text.split('\n')[0] ?? '').replace(/\r$/, '');
}
