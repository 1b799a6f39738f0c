import { createSocket, type Socket } from 'node:dgram';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { isPortFree } from './free-port.ts';

/** A port of 127.0.0.1 that is kept for one lab, also while the process that listens there is down. */
export interface ReservedPort {
  readonly port: number;
  readonly release: () => Promise<void>;
}

/** Below what systems give to outgoing connections (Linux from 32768, macOS from 49152 on): no client of anybody takes one. */
const free = { from: 20_000, to: 32_000 } as const;

/**
 * Reserves `wanted` if nobody has it, else another. Whoever reserves holds the UDP port of the same number, which nobody
 * here listens on: the kernel grants it once in the whole machine, whatever the user or SAGA_LAB_HOME, and takes it
 * back when its holder dies (docs/adr/0020-ports.md).
 */
export async function reservePort(wanted?: number): Promise<ReservedPort> {
  if (wanted !== undefined) {
    const reserved = await tryReserve(wanted);
    if (reserved) return reserved;
  }
  for (;;) {
    const reserved = await tryReserve(randomInt(free.from, free.to));
    if (reserved) return reserved;
  }
}

/** Undefined when it is reserved by somebody, or listened on. */
async function tryReserve(port: number): Promise<ReservedPort | undefined> {
  const socket = await bindUdp(port);
  if (socket === undefined) return undefined;
  const release = async () => {
    const closed = once(socket, 'close');
    socket.close();
    await closed;
  };
  if (await isPortFree(port)) return { port, release };
  await release();
  return undefined;
}

async function bindUdp(port: number): Promise<Socket | undefined> {
  const socket = createSocket('udp4');
  socket.unref();
  try {
    const listening = once(socket, 'listening');
    socket.bind({ port, address: '127.0.0.1', exclusive: true });
    await listening;
    return socket;
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    socket.close();
    if (code === 'EADDRINUSE' || code === 'EACCES') return undefined;
    throw thrown;
  }
}
