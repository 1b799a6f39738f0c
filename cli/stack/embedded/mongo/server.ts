import { createServer, type Server, type Socket } from 'node:net';
import { deferred } from '../../../lib/deferred.ts';
import type { ServerInfo } from './database-commands/command.ts';
import { dispatcher } from './database-commands/dispatch.ts';
import { Cursors } from './cursors/cursors.ts';
import type { Log } from './log.ts';
import { Store } from './storage/store.ts';
import { Connection } from './wire/connection.ts';

const maxConnections = 2000;

export interface MongoServerOptions {
  /** Address to listen on. */
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly dataDir: string;
  readonly log: Log;
}

export interface MongoServer {
  readonly port: number;
  readonly url: string;
  /** Closes all connections and writes what is pending. Stopping twice is harmless. */
  stop(): Promise<void>;
}

/** Recovers the data folder and accepts connections. Rejects when the port is taken or the folder is unreadable. */
export async function startMongoServer({
  host,
  port,
  dataDir,
  log,
}: MongoServerOptions): Promise<MongoServer> {
  const store = new Store(dataDir, log);
  const cursors = new Cursors();
  const connections = new Set<Connection>();
  const listener = createServer();
  const actualPort = await listen(listener, host, port);
  const server: ServerInfo = {
    host,
    port: actualPort,
    startedMs: Date.now(),
    connections: () => connections.size,
  };
  const handler = dispatcher({ store, cursors, server, log });
  let accepted = 0;
  /** A flood is told once, not a line for each: until one is accepted again. */
  let refusing = false;
  listener.on('connection', (socket: Socket) => {
    if (connections.size >= maxConnections) {
      if (!refusing) log('connections refused', { limit: maxConnections });
      refusing = true;
      socket.destroy();
      return;
    }
    refusing = false;
    accepted += 1;
    const connection = new Connection(accepted, socket, handler, log);
    connections.add(connection);
    socket.once('close', () => connections.delete(connection));
  });
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const closed = deferred();
    listener.close(() => closed.resolve());
    cursors.stop();
    for (const connection of connections) connection.destroy();
    await closed.promise;
    await store.close();
  };
  return { port: actualPort, url: `mongodb://${host}:${actualPort}`, stop: () => (stopping ??= stop()) };
}

function listen(listener: Server, host: string, port: number): Promise<number> {
  const { promise, resolve, reject } = deferred<number>();
  listener.once('error', reject);
  listener.listen(port, host, () => {
    const address = listener.address();
    resolve(typeof address === 'object' && address !== null ? address.port : port);
  });
  return promise;
}
