import { randomBytes } from 'node:crypto';

/**
 * `%016x-%016x`, as Eventuate Tram writes it. High part: epoch milliseconds. Low part: 48 bits drawn once per process,
 * then a 16-bit counter. Fixed width and lower case, so that ids compare as plain strings (docs/adr/0006-message-ids.md).
 */
export type MessageId = string & { readonly __brand: 'MessageId' };

export interface MessageIdGenerator {
  /** Greater than every id this generator made before and, if given, than `after`. */
  next(after?: MessageId): MessageId;
}

export interface MessageIdSource {
  /** Epoch milliseconds; may jump back, the ids do not. */
  readonly now: () => number;
  /** 12 lower-case hex digits: never the MAC address, which two processes of one host share. */
  readonly node: string;
}

const shape = /^[0-9a-f]{16}-[0-9a-f]{16}$/;
const lastCounter = 0xffff;
const lastHigh = 0xffff_ffff_ffff_ffffn;

export function isMessageId(text: string): text is MessageId {
  return shape.test(text);
}

export function messageIdGenerator({ now, node }: MessageIdSource): MessageIdGenerator {
  let high = 0n;
  let counter = 0;

  function advance(): void {
    const clock = BigInt(Math.floor(now()));
    if (clock > high) moveTo(clock);
    else if (counter < lastCounter) counter += 1;
    // 65,536 ids in one millisecond, or a clock that went back: borrow the next millisecond rather than wait for it.
    else moveTo(high + 1n);
  }

  function moveTo(milliseconds: bigint): void {
    if (milliseconds > lastHigh) throw new RangeError(`No message id is greater than ${current()}`);
    high = milliseconds;
    counter = 0;
  }

  function current(): MessageId {
    const low = node + counter.toString(16).padStart(4, '0');
    return `${high.toString(16).padStart(16, '0')}-${low}` as MessageId;
  }

  return {
    next(after) {
      advance();
      if (after !== undefined && current() <= after) moveTo(highPart(after) + 1n);
      return current();
    },
  };
}

function highPart(id: MessageId): bigint {
  return BigInt(`0x${id.slice(0, 16)}`);
}

const ofThisProcess = messageIdGenerator({ now: Date.now, node: randomBytes(6).toString('hex') });

export function newMessageId(): MessageId {
  return ofThisProcess.next();
}

/** A new id that is greater than `previous` as well, if there is one, also where that came from a clock that runs ahead of ours. */
export function messageIdAfter(previous: MessageId | undefined): MessageId {
  return ofThisProcess.next(previous);
}
