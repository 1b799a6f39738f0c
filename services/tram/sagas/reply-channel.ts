/** Where the replies to a saga's commands go. */
export function replyChannelOf(sagaType: string): string {
  return `${sagaType}-reply`;
}

/** Who takes them: the Kafka group, and the inbox's consumer_id. */
export function replyConsumerOf(sagaType: string): string {
  return `${sagaType}-consumer`;
}
