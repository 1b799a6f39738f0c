import { readdir, readFile, readlink } from 'node:fs/promises';

const listening = '0A';

/** Whether this process itself listens on the port: a suite that met somebody else's server would prove nothing. Linux. */
export async function ownsPort(pid: number, port: number): Promise<boolean> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((table) => readFile(`/proc/${pid}/net/${table}`, 'utf8')),
  );
  const sockets = new Set(tables.flatMap((table) => listeners(table, port)));
  const descriptors = await readdir(`/proc/${pid}/fd`);
  const targets = await Promise.all(
    descriptors.map((descriptor) => readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')),
  );
  return targets.some((target) => sockets.has(target));
}

/** Sockets as /proc/<pid>/fd names them. Columns of proc(5): local address, remote address, state, ..., inode. */
function listeners(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(suffix) && state === listening)
    .map((columns) => `socket:[${columns[9]}]`);
}
