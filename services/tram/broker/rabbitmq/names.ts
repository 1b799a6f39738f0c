/** A queue for each topic of a group: each keeps its own order, and one that is stuck holds up no other. */
export function queueOf(group: string, topic: string): string {
  return `${group}.${topic}`;
}

export function deadLetterQueueOf(queue: string): string {
  return `${queue}.dead`;
}
