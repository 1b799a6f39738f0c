import type { Broker, LineWriter } from '../../tram/index.ts';
import type { Log } from '../log.ts';
import type { Resources } from './resources.ts';

/** What every service is given. */
export interface WebDeps {
  readonly name: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Address to listen on; the loopback interface, unless set. */
  readonly host?: string | undefined;
  readonly lines: LineWriter;
  readonly log: Log;
  readonly resources: Resources;
}

/** And those that send or take messages. */
export interface ServiceDeps extends WebDeps {
  readonly broker: Broker;
  /** Milliseconds for which what was received, and sagas that ended, are kept; undefined: for ever. */
  readonly purgeAfterMs?: number | undefined;
}
