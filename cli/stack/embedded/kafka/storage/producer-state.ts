import { errorCode, type ErrorCode } from '../protocol/error-code.ts';
import type { BatchHeader } from './batch-header.ts';

/** As many batches as a producer may have in flight, so a repeat of any of them is recognised. */
const remembered = 5;
const maxProducers = 10_000;
const lastSequence = 0x7fffffff;

interface RememberedBatch {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly baseOffset: bigint;
}

interface Producer {
  readonly epoch: number;
  readonly batches: readonly RememberedBatch[];
}

export type Judgement =
  | { readonly kind: 'append' }
  | { readonly kind: 'duplicate'; readonly baseOffset: bigint }
  | { readonly kind: 'refuse'; readonly errorCode: ErrorCode };

const append: Judgement = { kind: 'append' };
const outOfOrder: Judgement = { kind: 'refuse', errorCode: errorCode.outOfOrderSequenceNumber };
const fenced: Judgement = { kind: 'refuse', errorCode: errorCode.invalidProducerEpoch };

/** Whether the next batch of a producer is new, a repeat, or out of order. */
function judge(producer: Producer | undefined, header: BatchHeader): Judgement {
  if (producer === undefined) return append;
  if (header.producerEpoch < producer.epoch) return fenced;
  if (header.producerEpoch > producer.epoch) return header.baseSequence === 0 ? append : outOfOrder;
  const end = sequenceAfter(header.baseSequence, header.lastOffsetDelta);
  const repeat = producer.batches.find(
    (b) => b.firstSequence === header.baseSequence && b.lastSequence === end,
  );
  if (repeat) return { kind: 'duplicate', baseOffset: repeat.baseOffset };
  const last = producer.batches.at(-1);
  const expected = last === undefined ? 0 : sequenceAfter(last.lastSequence, 1);
  return header.baseSequence === expected ? append : outOfOrder;
}

/** The producer after its batch got `baseOffset`. */
function advance(producer: Producer | undefined, header: BatchHeader, baseOffset: bigint): Producer {
  const earlier = producer?.epoch === header.producerEpoch ? producer.batches : [];
  const batch: RememberedBatch = {
    firstSequence: header.baseSequence,
    lastSequence: sequenceAfter(header.baseSequence, header.lastOffsetDelta),
    baseOffset,
  };
  return { epoch: header.producerEpoch, batches: [...earlier.slice(1 - remembered), batch] };
}

/** Sequences begin again at 0 after 2^31-1. */
function sequenceAfter(sequence: number, count: number): number {
  const sum = sequence + count;
  return sum > lastSequence ? sum - lastSequence - 1 : sum;
}

/** The idempotent producers of one partition, those that wrote last kept. */
export class ProducerStates {
  readonly #producers = new Map<bigint, Producer>();

  judge(header: BatchHeader): Judgement {
    return header.producerId < 0n ? append : judge(this.#producers.get(header.producerId), header);
  }

  record(header: BatchHeader, baseOffset: bigint): void {
    if (header.producerId < 0n) return;
    const producer = advance(this.#producers.get(header.producerId), header, baseOffset);
    this.#producers.delete(header.producerId);
    this.#producers.set(header.producerId, producer);
    if (this.#producers.size <= maxProducers) return;
    const [oldest] = this.#producers.keys();
    if (oldest !== undefined) this.#producers.delete(oldest);
  }
}
