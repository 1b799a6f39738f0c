import { Int32 } from 'bson';
import { maxDocumentBytes } from '../storage/stored-document.ts';
import { DateTime, docOf } from '../value/value.ts';
import type { Command } from './command.ts';

/** The version whose behaviour this store follows. */
const serverVersion = '7.0.0';

export const ping: Command = { accepts: ['ping'], run: () => docOf({ ok: 1 }) };

export const buildInfo: Command = {
  accepts: ['buildInfo', 'buildinfo'],
  run: () =>
    docOf({
      version: serverVersion,
      versionArray: [7, 0, 0, 0].map((part) => new Int32(part)),
      gitVersion: 'saga-lab embedded document store',
      modules: [],
      javascriptEngine: 'none',
      bits: new Int32(64),
      debug: false,
      maxBsonObjectSize: new Int32(maxDocumentBytes),
      storageEngines: ['saga-lab'],
      ok: 1,
    }),
};

export const connectionStatus: Command = {
  accepts: ['connectionStatus', 'showPrivileges'],
  run: () => docOf({ authInfo: docOf({ authenticatedUsers: [], authenticatedUserRoles: [] }), ok: 1 }),
};

export const serverStatus: Command = {
  accepts: ['*'],
  run: (_, { server, store, cursors }) =>
    docOf({
      host: `${server.host}:${server.port}`,
      version: serverVersion,
      process: 'saga-lab embedded document store',
      pid: BigInt(process.pid),
      uptime: (Date.now() - server.startedMs) / 1000,
      localTime: DateTime.now(),
      connections: docOf({ current: new Int32(server.connections()) }),
      metrics: docOf({ cursor: docOf({ open: docOf({ total: BigInt(cursors.size) }) }) }),
      catalogStats: docOf({ databases: new Int32(store.catalog.databases.size) }),
      ok: 1,
    }),
};

/** The only parameter that clients ask for; others are absent, as for mongod. */
export const getParameter: Command = {
  accepts: ['getParameter', 'featureCompatibilityVersion', 'allParameters'],
  run: () => docOf({ featureCompatibilityVersion: docOf({ version: '7.0' }), ok: 1 }),
};
