import { commandMessage } from '../../../services/tram/commands/command-message.ts';
import { type Message, newMessageId } from '../../../services/tram/index.ts';

const testReplies = 'TestSaga-reply';

/** A command of a saga as a participant gets it. */
export function sagaCommand(
  channel: string,
  type: string,
  payload: unknown,
  sagaId: string,
  resource?: string,
): Message {
  const saga = { type: 'TestSaga', id: sagaId, step: 'testing' };
  return commandMessage({ channel, type, payload, resource, replyTo: testReplies, saga }, newMessageId());
}
