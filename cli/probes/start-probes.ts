import type { Fact, Observation } from '../model/observation.ts';
import type { Lab } from '../stack/lab.ts';
import type { LoadedSystem } from '../systems/load.ts';
import type { System } from '../systems/system.ts';
import { collector } from './collector.ts';
import { startLinesProbe, startLogsProbe } from './lines/lines.ts';
import type { Emit, Probe } from './probe.ts';
import { startProcessesProbe } from './processes/processes.ts';
import { startQueuesProbe } from './queues/queues.ts';
import { watchedQueues } from './queues/watched-queues.ts';
import { startExchangesProbe } from './topics/exchanges.ts';
import { startTopicsProbe } from './topics/topics.ts';
import { startViewsProbe } from './views/views.ts';
import { startRowsProbe } from './rows/rows-probe.ts';
import type { RowsProbe } from './wal/wal-probe.ts';
import { watchedTables } from './watched-tables.ts';

/** All probes of a lab, as one. */
export interface ProbeSet {
  /** Resolves when all that had happened at the time of the call has been observed; rejects on a gap or an abort. */
  caughtUp(signal: AbortSignal): Promise<void>;
  /** Observes, as a snapshot fact, the rows as they were before the first transaction seen. */
  readBefore(database: string, table: string, column: string, values: readonly string[]): Promise<void>;
  /** Puts the run's own facts (requests, steps) into the same stream. */
  record(fact: Fact, sourceMs?: number): void;
  stop(): Promise<void>;
}

/**
 * Starts every probe that the system files ask for. When one cannot start, those that did are stopped first.
 * Observations are numbered from `seqBefore` on.
 */
export async function startProbes(
  lab: Lab,
  systems: readonly LoadedSystem[],
  observe: (observation: Observation) => void,
  signal: AbortSignal,
  seqBefore = 0,
): Promise<ProbeSet> {
  const emit = collector(observe, seqBefore);
  const wals = new Map<string, RowsProbe>();
  const starting = [
    ...systems.flatMap(({ system }) => systemProbes(lab, system, emit, wals)),
    startLinesProbe(lab.lines, emit),
    ...(systems.some(looksThroughLogs) ? [startLogsProbe(lab.logs, emit)] : []),
    startProcessesProbe(lab, emit),
  ];
  const settled = await Promise.allSettled(starting);
  const probes = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const stop = async () => {
    await Promise.all(probes.map((probe) => probe.stop()));
  };
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed || signal.aborted) {
    await stop();
    signal.throwIfAborted();
    throw failed?.reason;
  }

  return {
    async caughtUp(until) {
      await Promise.all(probes.map((probe) => probe.caughtUp(until)));
    },
    async readBefore(database, table, column, values) {
      await wals.get(database)?.readBefore(table, column, values);
    },
    record: emit,
    stop,
  };
}

const startBrokerProbe = { kafka: startTopicsProbe, rabbitmq: startExchangesProbe };

function looksThroughLogs({ system: { invariants } }: LoadedSystem): boolean {
  return Object.values(invariants).some(({ kind }) => kind === 'never-in-clear');
}

function systemProbes(
  lab: Lab,
  system: System,
  emit: Emit,
  wals: Map<string, RowsProbe>,
): readonly Promise<Probe>[] {
  const sql = Object.entries(system.databases).filter(([, { kind }]) => kind === 'postgres');
  const documents = Object.entries(system.databases).filter(([, { kind }]) => kind === 'mongodb');
  return [
    ...sql.map(async ([database]) => {
      const given = lab.given[database];
      const url = given ?? lab.databases[database] ?? '';
      const tables = watchedTables(system, database);
      const probe = await startRowsProbe(
        { name: `wal ${database}`, database, url, tables, ownsStack: given === undefined },
        emit,
      );
      wals.set(database, probe);
      return probe;
    }),
    ...documents.map(([database]) =>
      startViewsProbe(
        {
          database,
          url: lab.given[database] ?? lab.databases[database] ?? '',
          collections: collectionsOf(system, database),
        },
        emit,
      ),
    ),
    startBrokerProbe[lab.brokerKind](
      { broker: lab.broker, security: lab.security, topics: Object.keys(system.topics) },
      emit,
    ),
    ...(lab.brokerKind === 'rabbitmq'
      ? [startQueuesProbe({ broker: lab.broker, queues: watchedQueues(system) }, emit)]
      : []),
  ];
}

function collectionsOf(system: System, database: string): string[] {
  const views = Object.values(system.views).filter((view) => view.database === database);
  return [
    ...new Set([...views.map((view) => view.collection), ...Object.keys(system.tables[database] ?? {})]),
  ];
}
