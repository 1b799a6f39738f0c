import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What was asked for cannot be run here; the message says what is missing and how to get it. */
export class Missing extends Error {}

/** Path of a program, undefined when there is none. */
export function find(name, folders = (process.env.PATH ?? '').split(delimiter)) {
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** Whether the program is there and says its version: Debian's psql is a wrapper, which may have nothing to call. */
export function runs(name) {
  const path = find(name);
  return path !== undefined && spawnSync(path, ['--version']).status === 0;
}

export function need(name, howToGet) {
  const path = find(name);
  if (path === undefined) throw new Missing(`${name} is not on the PATH. ${howToGet}`);
  return path;
}

/** Runs a program to its end; throws with what it wrote when it fails. */
export function run(command, args, options = {}) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options });
  } catch (thrown) {
    const said = [thrown.stdout, thrown.stderr].filter(Boolean).join('\n').trim();
    throw new Missing(`${command} ${args.join(' ')} failed: ${said || thrown.message}`, { cause: thrown });
  }
}

/** Debian's package, where we may install it; it is left installed. */
export function installDebianPackage(name) {
  const byHand = `Install it as root: apt-get install --no-install-recommends ${name}`;
  if (find('apt-get') === undefined)
    throw new Missing(`${name} is missing, and this is not Debian. ${byHand}, or what your system calls it.`);
  if (process.getuid?.() !== 0)
    throw new Missing(`${name} is missing, and only root may install it. ${byHand}`);
  process.stderr.write(`installing Debian's ${name}\n`);
  // Runlevel 1: no service is started.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', name], { env });
  try {
    install();
  } catch {
    // Lists that are empty or old name packages that are not there.
    run('apt-get', ['update'], { env });
    install();
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
