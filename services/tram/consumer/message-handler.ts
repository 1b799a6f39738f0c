import type { Message } from '../message/message.ts';
import type { Transaction } from '../postgres/transaction.ts';

/** 'duplicate' where the handler itself saw that the message was old news and did nothing, as a guarded view does. */
export type HandlerResult = 'duplicate' | undefined | void;

/** Does what the message asks for. Throwing has it tried again; UnprocessableMessageError has it parked at once. */
export type MessageHandler<Context> = (message: Message, context: Context) => Promise<HandlerResult>;

/** What a handler behind `sqlInbox` gets: the inbox's own transaction, in which all its effects belong. */
export interface HandlerContext {
  readonly tx: Transaction;
}

/** What a handler behind `guardedInbox` gets: nothing, it brings its own store and guard. */
export type NoContext = Readonly<Record<string, never>>;
