import { reservePort } from '../../stack/processes/reserve-port.ts';

/** A port that nobody listens on or has reserved, from where no outgoing connection is given one. Anybody may take it next. */
export async function freePort(): Promise<number> {
  const { port, release } = await reservePort();
  await release();
  return port;
}

/** The same for a server of the test: no lab is given it until this process ends, also while the server is down. */
export async function heldPort(): Promise<number> {
  const { port } = await reservePort();
  return port;
}
