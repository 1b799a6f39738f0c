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
 * Whether a process other than `pid` and those of its group listens on the port. False where that cannot be told: then
 * it is only known that the port was free when the process was started.
 */
export async function isHeldByStranger(port: number, pid: number): Promise<boolean> {
  const sockets = await listeningSockets(port);
  if (sockets.size === 0 || (await holds(pid, sockets))) return false;
  const holder = await portHolder(port);
  return holder !== undefined && (await groupOf(holder.pid)) !== pid;
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

/** Field 5 of proc_pid_stat(5); the name in field 2 may hold blanks and parentheses. */
async function groupOf(pid: number): Promise<number | undefined> {
  const stat = await read(`/proc/${pid}/stat`);
  const group = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2];
  return group === undefined ? undefined : Number(group);
}

function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
