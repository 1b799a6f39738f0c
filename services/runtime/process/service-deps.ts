import type { Broker, LineWriter } from '../../tram/index.ts';
import type { Log } from '../log.ts';
import type { Resources } from './resources.ts';

/** What every service is given. */
export interface ServiceDeps {
  readonly name: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly broker: Broker;
  readonly lines: LineWriter;
  readonly log: Log;
  readonly resources: Resources;
}
