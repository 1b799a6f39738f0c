const legal = /^[a-zA-Z0-9._-]{1,249}$/;

/** Kafka's rule for topic names. */
export function isTopicName(name: string): boolean {
  return legal.test(name) && name !== '.' && name !== '..';
}
