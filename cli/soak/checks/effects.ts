import { stepsIn } from '../../model/sagas/saga-steps.ts';
import type { System } from '../../systems/system.ts';
import type { Evidence } from '../evidence.ts';
import { checkOf, type SoakCheck } from '../report.ts';
import type { Databases } from '../sql.ts';

/**
 * Each consumer with an inbox has noted each message that it handles, and answered it exactly once. A saga's commands and replies
 * at most once: a participant that does not know yet says nothing and is asked again, a reply that is late, or the second to a
 * repeated command, means nothing any more; and a saga that still waits for an answer has not ended.
 */
export async function effectChecks(
  system: System,
  { sent, answers }: Evidence,
  databases: Databases,
): Promise<SoakCheck[]> {
  let checked = 0;
  const unhandled: string[] = [];
  const notOnce: string[] = [];
  const ofSagas = messagesOfSagas(system);
  for (const [consumer, { inbox, handles }] of Object.entries(system.consumers)) {
    if (inbox === undefined) continue;
    const text = 'SELECT message_id FROM received_messages WHERE consumer_id = $1';
    const noted = new Set((await databases.rows(inbox, text, [consumer])).map((row) => row['message_id']));
    for (const [id, { topic, type }] of sent) {
      const handled = handles[topic]?.[type ?? ''];
      if (handled === undefined) continue;
      checked += 1;
      if (!noted.has(id)) unhandled.push(`${consumer} has not handled ${type} ${id}`);
      if (handled.emits.length === 0) continue;
      const given = (answers.get(id) ?? []).filter((answer) => handled.emits.includes(answer));
      const isRight = given.length === 1 || (given.length === 0 && ofSagas.has(type ?? ''));
      if (!isRight)
        notOnce.push(`${consumer} answered ${type} ${id} ${given.length} times: ${given.join(', ')}`);
    }
    for (const id of noted)
      if (id && !sent.has(id)) unhandled.push(`${consumer} has handled ${id}, which nobody sent`);
  }
  return [checkOf('everything handled', checked, unhandled), checkOf('answered once', checked, notOnce)];
}

/** Types of the commands that sagas send, on the way back too, and of what their handlers reply. */
function messagesOfSagas({ sagas, consumers }: System): ReadonlySet<string> {
  const steps = Object.values(sagas).flatMap(stepsIn);
  const commands = new Set(
    steps.flatMap(({ command, compensation }) =>
      [command ?? [], compensation === true ? [] : (compensation ?? [])].flat(),
    ),
  );
  const handled = Object.values(consumers).flatMap(({ handles }) =>
    Object.values(handles).flatMap(Object.entries),
  );
  const replies = handled.flatMap(([type, { emits }]) => (commands.has(type) ? emits : []));
  return new Set([...commands, ...replies]);
}
