import { readdir, readFile, readlink } from 'node:fs/promises';

/** Who listens on a TCP port, as far as one may know: of other users' processes Linux says so to root only. */
export interface PortHolder {
  readonly pid: number;
  readonly command: string;
}

/** Undefined where nobody does, and where it cannot be told, as on macOS. Reads /proc (proc(5)). */
export async function portHolder(port: number): Promise<PortHolder | undefined> {
  const sockets = await listeningSockets(port);
  if (sockets.size === 0) return undefined;
  for (const pid of await pids())
    if (await holds(pid, sockets)) return { pid, command: await commandOf(pid) };
  return undefined;
}

/**
 * Whether a process other than `pid`, its group and its descendants listens on the port. False where that cannot be told:
 * then it is only known that the port was free when the process was started.
 */
export async function isHeldByStranger(port: number, pid: number): Promise<boolean> {
  const sockets = await listeningSockets(port);
  if (sockets.size === 0 || (await holds(pid, sockets))) return false;
  const holder = await portHolder(port);
  return holder !== undefined && !(await isOf(holder.pid, pid));
}

/** Inodes of the sockets that listen there: columns 2 (address:port in hex), 4 (0A = LISTEN) and 10 of /proc/net/tcp. */
async function listeningSockets(port: number): Promise<ReadonlySet<string>> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => read(`/proc/self/net/${name}`)));
  return new Set(tables.flatMap((table) => parseListeners(table, port)).map((inode) => `socket:[${inode}]`));
}

export function parseListeners(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    return state === '0A' && local.endsWith(wanted) && inode !== undefined ? [inode] : [];
  });
}

async function holds(pid: number, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const descriptors = await readdir(folder).catch(() => []);
  const links = await Promise.all(descriptors.map((fd) => readlink(`${folder}/${fd}`).catch(() => '')));
  return links.some((link) => sockets.has(link));
}

async function pids(): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

async function commandOf(pid: number): Promise<string> {
  const words = (await read(`/proc/${pid}/cmdline`)).split('\0').join(' ').trim();
  return words.length > 80 ? `${words.slice(0, 77)}...` : words;
}

/** A descendant may have left the group, as under setsid(1), and still be the process's own. */
async function isOf(pid: number, ancestor: number): Promise<boolean> {
  for (let each = pid; each > 1;) {
    const { parent, group } = await familyOf(each);
    if (group === ancestor || parent === ancestor) return true;
    each = parent;
  }
  return false;
}

/** Fields 4 and 5 of proc_pid_stat(5), 0 when it has ended; the name in field 2 may hold blanks and parentheses. */
async function familyOf(pid: number): Promise<{ parent: number; group: number }> {
  const stat = await read(`/proc/${pid}/stat`);
  const [, parent = 0, group = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return { parent, group };
}

function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
