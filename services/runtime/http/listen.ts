import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

/** For a request to arrive whole. */
const requestLimitMs = 30_000;
const drainLimitMs = 1_000;
const lookEveryMs = 10;

export interface Listener {
  readonly port: number;
  /** Answers what is under way, at most 1 s, and takes no more. */
  close(): Promise<void>;
}

/** Serves on the loopback interface, or the one of `host`; port 0 takes any free one. Rejects when the port is taken. */
export async function listen(app: Hono, port: number, host = '127.0.0.1'): Promise<Listener> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: { requestTimeout: requestLimitMs },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), drainLimitMs);
    // A connection that is kept alive closes as soon as its last answer is out.
    const closeIdle = setInterval(() => server.closeIdleConnections(), lookEveryMs);
    server.close(() => {
      clearTimeout(force);
      clearInterval(closeIdle);
      resolve();
    });
    server.closeIdleConnections();
  });
}
