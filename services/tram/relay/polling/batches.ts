/** The items in their order, in batches of at most `most` in size, or of one item that is larger. */
export function batchesOf<T>(items: readonly T[], sizeOf: (item: T) => number, most: number): T[][] {
  const batches: T[][] = [];
  let room = 0;
  for (const item of items) {
    const size = sizeOf(item);
    if (batches.length === 0 || size > room) {
      batches.push([]);
      room = most;
    }
    batches.at(-1)?.push(item);
    room -= size;
  }
  return batches;
}
