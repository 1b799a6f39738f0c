/** Which header says a message's type says what it is: the first that is there. */
export const typeHeaders = {
  event: 'event-type',
  command: 'command_type',
  reply: 'reply_type',
} as const satisfies Record<MessageForm, string>;

/** What the headers of a message say, as far as the model asks. */
export interface Envelope {
  readonly id: string;
  readonly topic: string;
  readonly key: string | null;
  readonly type: string | null;
  readonly form: MessageForm;
  /** What a reply says of the command; null for all else. */
  readonly outcome: Outcome | null;
  /** Of a command or reply: the saga that it belongs to, by the name of its orchestrator's. */
  readonly saga: SagaOfMessage | null;
  readonly aggregateType: string | null;
  readonly aggregateId: string | null;
  readonly correlation: string | null;
  /** Id of the message or request that was being handled when this message was sent. */
  readonly causation: string | null;
  /** Of a record: all that one can tell in its form. Absent: everything. */
  readonly tells?: readonly (keyof Envelope)[];
}

/** An event tells whoever listens; a command asks one participant; a reply answers it. */
export type MessageForm = 'event' | 'command' | 'reply';
export type Outcome = 'SUCCESS' | 'FAILURE';

export interface SagaOfMessage {
  readonly type: string;
  readonly id: string;
  /** `do-payment`, `undo do-payment` for its compensation; null where the orchestrator does not say. */
  readonly step: string | null;
}

export interface SentMessage {
  readonly envelope: Envelope;
  /** JSON text. */
  readonly payload: string;
}
