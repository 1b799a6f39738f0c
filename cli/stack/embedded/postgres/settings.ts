/** How initdb makes a cluster: the same on every machine, whatever locales it has. */
export const initdbArguments = [
  '--username=postgres',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--auth=scram-sha-256',
  '--no-sync',
  '--no-instructions',
];

/**
 * A lab's server. fsync is off: what is committed survives a kill -9 of every process here (it is in the kernel's
 * page cache), though not a power cut; a lab is not the place to keep data (docs/adr/0009).
 */
const serverSettings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  // A socket's path has at most 107 bytes, and a lab's folder may be deeper.
  unix_socket_directories: '',
  wal_level: 'logical',
  max_wal_senders: '64',
  max_replication_slots: '64',
  // A relay that is away must not fill the disk.
  max_slot_wal_keep_size: '4GB',
  max_connections: '400',
  shared_buffers: '64MB',
  fsync: 'off',
  full_page_writes: 'off',
  wal_init_zero: 'off',
  jit: 'off',
  // Helpers that a lab has no use for: I/O workers and the subscriber side of replication.
  io_method: 'sync',
  max_logical_replication_workers: '0',
  log_checkpoints: 'off',
};

/** Rows of `-c name=value` for the command line, so that a running server shows how it was started. */
export function serverArguments(dataFolder: string, port: number): string[] {
  const settings = Object.entries({ ...serverSettings, port: String(port) });
  return ['-D', dataFolder, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
