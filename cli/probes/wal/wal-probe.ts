import { randomBytes } from 'node:crypto';
import {
  connectForReplication,
  type CreatedSlot,
  type ReplicationConnection,
  streamSlot,
} from '../../../services/tram/index.ts';
import { abortable } from '../../lib/abortable.ts';
import { toError } from '../../lib/errors.ts';
import type { Emit, Probe } from '../probe.ts';
import { CatchUp } from './catch-up.ts';
import { flushWal } from './flush-wal.ts';
import { createTemporarySlot } from './create-temporary-slot.ts';
import { probePublication, ensureProbePublication, requireProbePublication } from './publication.ts';
import { openReader, type Reader } from './reader.ts';
import { TransactionAssembler } from './transaction-assembler.ts';

/** Watches the rows of some tables of a database. */
export interface RowsProbe extends Probe {
  /** Emits, as a snapshot fact, the rows that have one of `values` in `column`, as they were before the first transaction seen. */
  readBefore(table: string, column: string, values: readonly string[]): Promise<void>;
}

export interface WalProbeOptions {
  readonly name: string;
  /** As the system file names it. */
  readonly database: string;
  /** PostgreSQL with wal_level=logical, a role that may replicate. */
  readonly url: string;
  /** The tables to watch, with the columns of their primary keys. */
  readonly tables: Readonly<Record<string, { readonly key: readonly string[] }>>;
  /** The lab may create the publication; elsewhere it must be there. */
  readonly ownsStack: boolean;
  /** How long a new slot may wait for open transactions. */
  readonly slotTimeoutMs?: number;
}

const defaultSlotTimeoutMs = 10_000;
const askAgainMs = 250;

/**
 * Watches the row changes of some tables through a temporary slot, which ends with its connection and leaves nothing
 * behind. Rejects with StackError when the slot or publication cannot be had.
 */
export async function startWalProbe(options: WalProbeOptions, emit: Emit): Promise<RowsProbe> {
  const { name, url, tables, ownsStack, slotTimeoutMs = defaultSlotTimeoutMs } = options;
  const reader = await openReader(url);
  let replication: ReplicationConnection | undefined;
  try {
    const watched = Object.keys(tables);
    if (ownsStack) await ensureProbePublication(reader.client, watched);
    else await requireProbePublication(reader.client, watched);
    replication = await connectForReplication(url, 'saga-lab probe');
    const slot = `saga_lab_probe_${randomBytes(8).toString('hex')}`;
    const created = await createTemporarySlot(replication, reader.client, slot, slotTimeoutMs);
    await reader.holdSnapshot(created.snapshot);
    const probe = await watch(options, emit, { reader, replication, slot, created });
    emit({ kind: 'probe', probe: name, state: 'watching' });
    return probe;
  } catch (error) {
    await replication?.close();
    await reader.close();
    throw error;
  }
}

interface Connections {
  readonly reader: Reader;
  readonly replication: ReplicationConnection;
  readonly slot: string;
  readonly created: CreatedSlot;
}

async function watch(
  { name, database, url, tables, ownsStack }: WalProbeOptions,
  emit: Emit,
  { reader, replication, slot, created }: Connections,
): Promise<RowsProbe> {
  const assembler = new TransactionAssembler(database, tables);
  const catchUp: CatchUp = new CatchUp({
    from: created.consistentPoint,
    ping() {
      // What is acknowledged is not told again unasked.
      stream.acknowledge(catchUp.position);
      stream.ping();
    },
    nudge: ownsStack ? () => void flushWal(url).catch(() => undefined) : askAgain,
  });
  let asking: NodeJS.Timeout | undefined;
  /** Where it may write nothing, the server itself flushes the rest some time. */
  function askAgain(): void {
    asking ??= setInterval(() => {
      if (catchUp.isWaitedFor) stream.ping();
      else stopAsking();
    }, askAgainMs);
  }
  function stopAsking(): void {
    clearInterval(asking);
    asking = undefined;
  }
  const stream = streamSlot(replication, {
    slot,
    publications: [probePublication],
    onMessage(message) {
      const { transaction, truncated } = assembler.receive(message);
      if (transaction) emit(transaction.fact, transaction.committedMs);
      if (truncated) emit({ kind: 'probe', probe: name, state: 'gap', detail: `${truncated} was truncated` });
      catchUp.receive(message);
      stream.acknowledge(catchUp.position);
    },
  });

  function lose(error: Error): void {
    if (catchUp.lost) return;
    emit({ kind: 'probe', probe: name, state: 'gap', detail: error.message });
    catchUp.lose(new Error(`The probe ${name} lost PostgreSQL: ${error.message}`, { cause: error }));
  }
  void stream.ended.then((reason) => reason && lose(reason));
  void reader.lost.then(lose);
  await stream.started;

  return {
    name,
    async caughtUp(signal) {
      signal.throwIfAborted();
      const flushed = reader.flushedLsn().catch((error: unknown) => {
        throw catchUp.lost ?? toError(error);
      });
      const target = await abortable(flushed, signal);
      await catchUp.reach(target, signal);
    },
    async readBefore(table, column, values) {
      const rows = await reader.rowsBefore(table, column, values);
      emit({ kind: 'snapshot', database, table, column, values, rows });
    },
    async stop() {
      stopAsking();
      await stream.stop();
      await replication.close();
      await reader.close();
      catchUp.lose(new Error(`The probe ${name} was stopped`));
    },
  };
}
