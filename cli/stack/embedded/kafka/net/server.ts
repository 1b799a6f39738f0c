import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { ByteBudget } from './byte-budget.ts';
import { Connection, type ConnectionContext } from './connection.ts';

const stopWithinMs = 1000;

/** Listens and keeps at most `maxConnections` clients. */
export class KafkaServer {
  readonly #server: Server;
  readonly #context: ConnectionContext;
  readonly #connections = new Map<Socket, Connection>();
  /** A flood is told once, not a line for each: until one is accepted again. */
  #refusing = false;

  constructor(context: Omit<ConnectionContext, 'budget'>) {
    this.#context = { ...context, budget: new ByteBudget(context.limits.maxRequestBytes) };
    this.#server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
  }

  /** Answers the port. Rejects with the system's error when the address is taken. */
  async listen(host: string, port: number): Promise<number> {
    this.#server.listen(port, host);
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    for (const connection of this.#connections.values()) connection.stop();
    const force = setTimeout(() => {
      for (const socket of this.#connections.keys()) socket.destroy();
    }, stopWithinMs);
    await closed;
    clearTimeout(force);
  }

  #accept(socket: Socket): void {
    const { limits, report } = this.#context;
    if (this.#connections.size >= limits.maxConnections) {
      socket.on('error', () => undefined);
      socket.destroy();
      if (!this.#refusing) report('warn', 'connections refused', { limit: limits.maxConnections });
      this.#refusing = true;
      return;
    }
    this.#refusing = false;
    this.#connections.set(socket, new Connection(socket, this.#context));
    socket.on('close', () => this.#connections.delete(socket));
  }
}
