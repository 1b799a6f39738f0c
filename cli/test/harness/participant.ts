import type pg from 'pg';
import { commandMessage } from '../../../services/tram/commands/command-message.ts';
import { commandHandlerFor } from '../../../services/tram/commands/consume-commands.ts';
import type { CommandHandlers } from '../../../services/tram/commands/handlers.ts';
import { createDeliver } from '../../../services/tram/consumer/deliver.ts';
import type { HandlerContext } from '../../../services/tram/consumer/message-handler.ts';
import type { Inbox } from '../../../services/tram/inbox/inbox.ts';
import { parseJson } from '../../../services/tram/message/json.ts';
import { newMessageId } from '../../../services/tram/message/message-id.ts';
import { header, type Headers, type Message } from '../../../services/tram/message/message.ts';
import { encodeRecordValue } from '../../../services/tram/message/record-value.ts';
import type { DeliveryLine, Line } from '../../../services/tram/observe/line.ts';

export interface SentReply {
  readonly type: string;
  readonly outcome: string;
  readonly saga: string;
  readonly payload: unknown;
}

export interface ParticipantOptions {
  readonly pool: pg.Pool;
  readonly channel: string;
  readonly inbox: Inbox<HandlerContext>;
  readonly handlers: CommandHandlers<HandlerContext>;
  /** Aborted, what is being handled is given up. */
  readonly signal?: AbortSignal;
}

/** A participant of sagas without broker and relay: commands are handed over as records, replies read from the outbox. */
export function participant({ pool, channel, inbox, handlers, signal }: ParticipantOptions) {
  const lines: DeliveryLine[] = [];
  let nextOffset = 0;
  const deliverRecord = createDeliver({
    consumer: `${channel}-commands`,
    service: channel,
    inbox,
    handlerFor: (message) => commandHandlerFor(handlers, message),
    lines: { write: (line: Line) => lines.push(line as DeliveryLine), close: () => undefined },
    retry: { attempts: 2, baseMs: 1, maxMs: 1 },
    signal: signal ?? new AbortController().signal,
    onOutage: () => undefined,
  });

  /** Hands a message over, once more each time. */
  async function deliver(message: Message): Promise<void> {
    nextOffset += 1;
    const key = message.headers[header.partitionId] ?? null;
    const value = encodeRecordValue(message);
    await deliverRecord({
      topic: channel,
      partition: 0,
      offset: String(nextOffset),
      key,
      value,
      timestampMs: 1,
    });
  }

  async function replies(): Promise<readonly SentReply[]> {
    const { rows } = await pool.query<{ headers: string; payload: string }>(
      'SELECT headers, payload FROM message ORDER BY id',
    );
    return rows.map(({ headers, payload }) => {
      const all = JSON.parse(headers) as Headers;
      const type = all[header.replyType] ?? '';
      const outcome = all[header.replyOutcome] ?? '';
      return { type, outcome, saga: all['commandreply_saga_id'] ?? '', payload: parseJson(payload) };
    });
  }

  /** A new command of the saga. */
  function command(type: string, payload: unknown, saga: string): Message {
    const of = { type: 'CheckoutSaga', id: saga, step: type };
    return commandMessage(
      { channel, type, payload, replyTo: 'CheckoutSaga-reply', saga: of },
      newMessageId(),
    );
  }

  /** Sends a new command, and resolves with the newest reply to its saga; undefined where there is none. */
  async function ask(type: string, payload: unknown, saga: string): Promise<SentReply | undefined> {
    await deliver(command(type, payload, saga));
    return (await replies()).findLast((reply) => reply.saga === saga);
  }

  return { lines, command, deliver, ask, replies, told: () => lines.map(({ event }) => event) };
}
