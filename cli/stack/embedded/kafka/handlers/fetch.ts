import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import { toError } from '../../../../lib/errors.ts';
import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import type { fetch } from '../protocol/fetch.ts';
import type { PartitionLog } from '../storage/partition-log.ts';
import type { Broker, RequestContext } from './context.ts';
import { waitForAppend } from './wait-for-append.ts';

type Request = RequestOf<typeof fetch>;
type Wanted = Request['topics'][number]['partitions'][number];
type Response = ResponseOf<typeof fetch>;
type PartitionResult = Response['topics'][number]['partitions'][number];

const maxWaitMs = 300_000;

/** Answers as soon as `minBytes` are there, something is wrong, or the waiting time is over. */
export async function handleFetch(request: Request, { broker, signal }: RequestContext): Promise<Response> {
  if (request.sessionId !== 0) return answer([], errorCode.fetchSessionIdNotFound);
  const deadline = performance.now() + Math.min(request.maxWaitMs, maxWaitMs);
  for (;;) {
    const collected = new Collection(broker, request);
    const leftMs = deadline - performance.now();
    if (collected.bytes >= request.minBytes || collected.failed || leftMs <= 0 || signal.aborted) {
      return answer(collected.topics, errorCode.none);
    }
    await waitForAppend(collected.logs, leftMs, signal);
  }
}

function answer(topics: Response['topics'], code: ErrorCode): Response {
  return { throttleMs: 0, errorCode: code, sessionId: 0, topics };
}

/** What can be had right now, partition by partition in the order asked, as far as the bytes go. */
class Collection {
  readonly topics: Response['topics'];
  readonly logs: PartitionLog[] = [];
  bytes = 0;
  failed = false;
  readonly #broker: Broker;
  readonly #maxBytes: number;

  constructor(broker: Broker, request: Request) {
    this.#broker = broker;
    this.#maxBytes = Math.min(request.maxBytes, broker.options.maxFetchBytes);
    this.topics = request.topics.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map((wanted) => this.#partition(topic, wanted)),
    }));
  }

  #partition(topic: string, wanted: Wanted): PartitionResult {
    const log = this.#broker.topics.get(topic)?.log(wanted.partition);
    if (!log) return this.#failure(wanted, errorCode.unknownTopicOrPartition);
    try {
      return this.#read(log, wanted);
    } catch (error) {
      const { message } = toError(error);
      this.#broker.report('error', 'read failed', { topic, partition: wanted.partition, error: message });
      return this.#failure(wanted, errorCode.storageError);
    }
  }

  #read(log: PartitionLog, { partition, fetchOffset, maxBytes }: Wanted): PartitionResult {
    const { startOffset, highWatermark } = log;
    const outOfRange = fetchOffset < startOffset || fetchOffset > highWatermark;
    this.logs.push(log);
    this.failed ||= outOfRange;
    const limit = Math.min(maxBytes, this.#maxBytes - this.bytes);
    const records = outOfRange ? [] : log.read(fetchOffset, limit, this.bytes === 0);
    for (const buffer of records) this.bytes += buffer.length;
    return {
      partition,
      errorCode: outOfRange ? errorCode.offsetOutOfRange : errorCode.none,
      highWatermark,
      lastStableOffset: highWatermark,
      logStartOffset: startOffset,
      abortedTransactions: null,
      records,
    };
  }

  #failure({ partition }: Wanted, code: ErrorCode): PartitionResult {
    this.failed = true;
    return {
      partition,
      errorCode: code,
      highWatermark: -1n,
      lastStableOffset: -1n,
      logStartOffset: -1n,
      abortedTransactions: null,
      records: [],
    };
  }
}
