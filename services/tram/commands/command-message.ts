import { header, type Headers, type Message } from '../message/message.ts';
import type { MessageId } from '../message/message-id.ts';
import { toMessage } from '../outbox/outgoing-message.ts';

/** Which step of which saga sends a command. */
export interface CommandOfSaga {
  readonly type: string;
  readonly id: string;
  /** `undo <step>` for a compensation; none for what belongs to no step. */
  readonly step?: string;
}

export interface OutgoingCommand {
  readonly channel: string;
  readonly type: string;
  readonly payload: unknown;
  readonly resource?: string | undefined;
  readonly replyTo?: string | undefined;
  readonly saga?: CommandOfSaga | undefined;
  /** Commands of one key keep their order. Default: the saga's id, else the resource, else none keeps any. */
  readonly key?: string | undefined;
}

/** The command as a row of the outbox. */
export function commandMessage(command: OutgoingCommand, id: MessageId): Message {
  const { channel, payload, resource, saga, key = saga?.id ?? resource ?? id } = command;
  return toMessage({ destination: channel, partitionKey: key, payload, headers: headersOf(command) }, id);
}

function headersOf({ channel, type, resource, replyTo, saga }: OutgoingCommand): Headers {
  return {
    [header.commandType]: type,
    [header.commandDestination]: channel,
    ...(resource !== undefined && { [header.commandResource]: resource }),
    ...(replyTo !== undefined && { [header.replyTo]: replyTo }),
    ...(saga && { [header.sagaType]: saga.type, [header.sagaId]: saga.id }),
    ...(saga?.step !== undefined && { [header.sagaStep]: saga.step }),
  };
}
