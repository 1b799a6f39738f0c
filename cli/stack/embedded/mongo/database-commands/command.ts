import type { Cursors } from '../cursors/cursors.ts';
import type { Log } from '../log.ts';
import type { Store } from '../storage/store.ts';
import type { Doc } from '../value/value.ts';
import type { ConnectionContext } from '../wire/connection.ts';
import type { Arguments } from './arguments.ts';

/** What the server is, as commands tell it. */
export interface ServerInfo {
  readonly host: string;
  readonly port: number;
  readonly startedMs: number;
  connections(): number;
}

export interface Context {
  readonly store: Store;
  readonly cursors: Cursors;
  readonly server: ServerInfo;
  readonly log: Log;
  readonly connection: ConnectionContext;
  readonly db: string;
  /** Key of the session id, if the client sent one. */
  readonly session: string | undefined;
}

export interface Command {
  /** Fields it understands beside the generic ones; any other is refused by name. `*` takes all. */
  readonly accepts: readonly string[];
  /** Synchronous work is atomic: no other command runs in between. */
  run(args: Arguments, context: Context): Doc | Promise<Doc>;
}
