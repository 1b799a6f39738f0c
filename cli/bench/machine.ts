import { cpus, loadavg, totalmem } from 'node:os';
import pg from 'pg';
import type { Lab } from '../stack/lab.ts';

/** What a figure means nothing without. */
export interface Setting {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryMb: number;
    readonly platform: string;
    /** Of the last minute, before the first bench: above 1 or so, others were at work too. */
    readonly load: number;
  };
  readonly versions: { readonly sagaLab: string; readonly node: string; readonly postgresql: string };
  readonly stack: string;
  readonly relay: string;
  readonly fsync: string;
}

export async function settingOf(
  lab: Lab,
  program: { readonly version: string; readonly nodeVersion: string; readonly platform: string },
): Promise<Setting> {
  const { relays, databases } = await lab.status();
  const processors = cpus();
  const server = await serverSettings(databases.find(({ kind }) => kind === 'postgres')?.url);
  return {
    machine: {
      cpu: processors[0]?.model ?? 'unknown',
      cores: processors.length,
      memoryMb: Math.round(totalmem() / 1024 / 1024),
      platform: program.platform,
      load: loadavg()[0] ?? 0,
    },
    versions: { sagaLab: program.version, node: program.nodeVersion, postgresql: server.version },
    stack: lab.label,
    relay: relays.map(({ mode }) => mode).join(', ') || 'none',
    fsync: server.fsync,
  };
}

async function serverSettings(url: string | undefined): Promise<{ version: string; fsync: string }> {
  if (url === undefined) return { version: 'none', fsync: 'none' };
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; fsync: string }>(
      "SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync",
    );
    return rows[0] ?? { version: 'unknown', fsync: 'unknown' };
  } finally {
    await client.end();
  }
}
