/** Kafka offsets are 64-bit numbers in text without leading zeros: the longer is the greater. */
export function compareOffsets(left: string, right: string): number {
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

export interface Coordinates {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

export function compareCoordinates(left: Coordinates, right: Coordinates): number {
  if (left.topic !== right.topic) return left.topic < right.topic ? -1 : 1;
  return left.partition - right.partition || compareOffsets(left.offset, right.offset);
}

export function isAt(left: Coordinates, right: Coordinates): boolean {
  return left.offset === right.offset && left.partition === right.partition && left.topic === right.topic;
}
