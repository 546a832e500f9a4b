import { AccountsService, NoSecondFactor, PeopleService } from '../features/accounts/index.js';
import { type Actor } from '../kernel/actor.js';
import { normaliseEmail } from '../kernel/email-address.js';
import { type Config, loadConfig } from '../platform/config/config.js';
import { emailAddress } from '../platform/input/fields.js';
import { SearchReindexing } from '../platform/search/search-reindexing.js';
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
  reindex-search         Makes everything searchable anew; the application may run meanwhile.
  create-admin <email>   Makes the first administrator. The password is the first line of standard input;
                         at a terminal, or when that is empty, one is made and printed.
  reset-second-factor <email>
                         For somebody who has lost both the app and the recovery codes: the password alone counts
                         again, and every session of theirs ends.
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
  'reindex-search': {
    parameters: 0,
    run: (config, print) =>
      withFeatures(config, print, async (app) => {
        print(`Indexed: ${await app.get(SearchReindexing).runAgain()} objects.`);
      }),
  },
  'create-admin': { parameters: 1, run: createAdmin },
  'reset-second-factor': { parameters: 1, run: resetSecondFactor },
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

/** Whoever sits at the server's own console. */
const OPERATOR: Actor = { kind: 'system', name: 'command line' };

async function resetSecondFactor(config: Config, print: (line: string) => void, [given = '']: string[]): Promise<void> {
  const email = normaliseEmail(given);
  await withFeatures(config, print, async (app) => {
    const people = app.get(PeopleService);
    const { items } = await people.list(OPERATOR, { q: email }, { limit: 200 });
    const person = items.find((one) => one.email === email);
    if (!person) throw new CommandRefused(`There is no account with the address “${given}”.`);
    await people.endSecondFactor(OPERATOR, person.id).catch((error: unknown) => {
      throw error instanceof NoSecondFactor ? new CommandRefused(`${email} has no second factor.`) : error;
    });
  });
  print(`${email} signs in with the password alone now. Every session of theirs has ended.`);
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of input.setEncoding('utf8')) {
    text += chunk as string;
    if (text.includes('\n')) break;
  }
  return (text.split('\n')[0] ?? '').replace(/\r$/, '');
}
