import type { Lab } from '../stack/lab.ts';
import { withLimit } from '../lib/with-limit.ts';
import { parkedMessages } from '../parked/parked.ts';
import type { LoadStory } from '../load/load-schema.ts';
import type { System } from '../systems/system.ts';
import { openBrokerReader } from './broker.ts';
import { deliveryChecks } from './checks/delivery.ts';
import { effectChecks } from './checks/effects.ts';
import { leftChecks } from './checks/left-over.ts';
import { sagaChecks, sumChecks } from './checks/state.ts';
import { viewChecks } from './checks/views.ts';
import { gather } from './evidence.ts';
import { keepKilling } from './killer.ts';
import { clearChecks, secretsOfLoad } from './checks/in-clear.ts';
import { rowChecks } from './checks/rows.ts';
import { drive, type Load } from './load.ts';
import { randomOf } from '../load/random.ts';
import { checkOf, type SoakReport } from './report.ts';
import { comeToRest } from './rest.ts';
import { openDatabases } from './sql.ts';

export interface SoakOptions {
  readonly lab: Lab;
  readonly system: System;
  readonly story: LoadStory;
  readonly sagas: number;
  readonly clients: number;
  /** Names of processes. */
  readonly kill: readonly string[];
  readonly everyMs: number;
  readonly seed: number;
  /** For the load, and then again for coming to rest at most a quarter of it. */
  readonly timeoutMs: number;
  readonly tell: (text: string) => void;
  readonly signal: AbortSignal;
}

const restWithinMs = 120_000;

/** Load while processes are killed, then rest, then the checks, directly on the servers. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const { lab, system, story, seed, tell, signal } = options;
  const startedAt = performance.now();
  const secrets = secretsOfLoad(system);
  const { load, kills } = await driveAndKill(options, (body) => secrets.note(body));
  tell(`waiting until all has come to rest`);
  const databases = openDatabases(lab.databases);
  const broker = await openBrokerReader(lab.broker);
  try {
    const limits = { withinMs: restWithinMs, signal };
    const unrest = await comeToRest(lab, system, { databases, broker }, limits);
    tell('checking');
    const evidence = await withLimit(signal, restWithinMs, (limit) =>
      gather(system, databases, broker, limit),
    );
    const parked = await parkedMessages(lab, [system], {});
    const checks = [
      ...deliveryChecks(evidence),
      ...(await effectChecks(system, evidence, databases)),
      checkOf(
        'nothing parked',
        parked.length,
        parked.map(({ consumer, topic, key, error }) => `${consumer} parked ${topic} key ${key}: ${error}`),
      ),
      ...(await sagaChecks(system, { saga: story.saga, keys: load.keys }, databases)),
      ...(await sumChecks(system, databases)),
      ...(await rowChecks(system, lab.databases, databases)),
      ...(await clearChecks(system, secrets.all(), {
        urls: lab.databases,
        databases,
        broker,
        logs: lab.logs,
        signal,
      })),
      ...(await leftChecks(system, databases)),
      ...(await viewChecks(system, lab.databases, databases)),
    ];
    const records = [...evidence.records.values()].reduce((sum, { times }) => sum + times, 0);
    const { keys: _keys, ...counted } = load;
    const failed = checks.some(({ verdict }) => verdict === 'fail');
    const isWhole = unrest === undefined && load.acknowledged === load.wanted;
    return {
      v: 1,
      verdict: failed ? 'fail' : isWhole ? 'pass' : 'inconclusive',
      lab: lab.name,
      stack: lab.stack,
      relay: (await lab.status()).relays[0]?.mode ?? null,
      seed,
      durationMs: Math.round(performance.now() - startedAt),
      load: counted,
      kills,
      ...(unrest !== undefined && { unrest }),
      counts: { messages: evidence.sent.size, records, repeats: records - evidence.records.size },
      checks,
    };
  } finally {
    await Promise.all([databases.close(), broker.close()]);
  }
}

async function driveAndKill(
  options: SoakOptions,
  onBody: (json: unknown) => void,
): Promise<{ load: Load; kills: Readonly<Record<string, number>> }> {
  const { lab, story, sagas, clients, seed, kill, everyMs, timeoutMs, tell, signal } = options;
  const over = new AbortController();
  let killing: ReturnType<typeof keepKilling> | undefined;
  let toldMs = performance.now();
  try {
    const load = await withLimit(signal, timeoutMs, (limit) =>
      drive({
        story,
        services: lab.services,
        sagas,
        clients,
        random: randomOf(seed),
        signal: limit,
        onBody,
        onStart() {
          killing = keepKilling(lab, kill, { everyMs, random: randomOf(seed + 1), signal: over.signal });
          // A lab that is lost is told below, where it is awaited.
          killing.catch(() => undefined);
        },
        onProgress(acknowledged, failed) {
          if (performance.now() - toldMs < 2_000) return;
          toldMs = performance.now();
          tell(`${acknowledged} of ${sagas} sagas, ${failed} requests failed`);
        },
      }),
    );
    signal.throwIfAborted();
    over.abort();
    return { load, kills: (await killing) ?? {} };
  } finally {
    over.abort();
  }
}
