import { reservePort } from '../../stack/processes/reserve-port.ts';

/** A port that nobody listens on or has reserved, from where no outgoing connection is given one. */
export async function freePort(): Promise<number> {
  const { port, release } = await reservePort();
  await release();
  return port;
}
