import { Timestamp } from 'bson';
import { toError } from '../../../../lib/errors.ts';
import { CommandError, failure } from '../errors.ts';
import type { Doc } from '../value/value.ts';
import type { ConnectionContext, Handler } from '../wire/connection.ts';
import { Arguments } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { checkGenericFields, genericFields } from './generic.ts';
import { checkDatabaseName } from './namespaces.ts';
import { sessionKey } from './sessions.ts';
import { commands } from './table.ts';

type Shared = Omit<Context, 'connection' | 'db' | 'session'>;

/** Finds the command by the first field of the body, runs it, and holds its reply until its writes are on disk. */
export function dispatcher(shared: Shared): Handler {
  return {
    async answer({ body }, connection) {
      let reply: Doc;
      try {
        const pending = run(shared, body, connection);
        reply = pending instanceof Promise ? await pending : pending;
      } catch (thrown) {
        reply = failure(refusal(thrown, shared, body));
      }
      const durable = shared.store.durable();
      if (durable !== undefined) await durable;
      // Where the client is in time: it begins change streams from here.
      reply.set('operationTime', new Timestamp(shared.store.lastTs));
      return reply;
    },
  };
}

const accepted = new WeakMap<Command, ReadonlySet<string>>();

function run(shared: Shared, body: Doc, connection: ConnectionContext): Doc | Promise<Doc> {
  const name = body.keys().next().value ?? '';
  const command = commands.get(name);
  if (command === undefined) throw new CommandError('CommandNotFound', `no such command: '${name}'`);
  const args = new Arguments(name, body);
  checkGenericFields(args);
  if (!command.accepts.includes('*')) args.acceptOnly(acceptedBy(command));
  const db = args.string('$db');
  checkDatabaseName(db);
  return command.run(args, { ...shared, connection, db, session: sessionKey(args.value('lsid')) });
}

function acceptedBy(command: Command): ReadonlySet<string> {
  let fields = accepted.get(command);
  if (fields === undefined) accepted.set(command, (fields = new Set([...genericFields, ...command.accepts])));
  return fields;
}

function refusal(thrown: unknown, { log }: Shared, body: Doc): CommandError {
  if (thrown instanceof CommandError) return thrown;
  const error = toError(thrown);
  log('command failed', { command: body.keys().next().value ?? '', error: error.stack ?? error.message });
  return new CommandError('InternalError', error.message);
}
