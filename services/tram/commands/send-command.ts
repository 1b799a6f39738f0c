import type { Message } from '../message/message.ts';
import { newMessageId } from '../message/message-id.ts';
import { insertMessages } from '../outbox/insert-messages.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { commandMessage } from './command-message.ts';
import type { CommandDefinitions, CommandOf } from './definitions.ts';

export interface SendCommandOptions {
  /** What it is about: `/customers/7`. */
  readonly resource?: string;
  /** The channel for the reply; without one the command is a notification. */
  readonly replyTo?: string;
  /** Commands of one key keep their order. Default: the resource, and without one no order is kept. */
  readonly key?: string;
}

/** Sends a command, in the caller's transaction. A saga sends its own: this is for whoever asks without one. */
export async function sendCommand<D extends CommandDefinitions>(
  tx: Transaction,
  { channel }: D,
  { type, payload }: CommandOf<D>,
  options: SendCommandOptions = {},
): Promise<Message> {
  const message = commandMessage({ ...options, channel, type, payload }, newMessageId());
  await insertMessages(tx, [message]);
  return message;
}
