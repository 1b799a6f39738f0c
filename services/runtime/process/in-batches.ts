interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Does together what is asked for while the batch before is under way: what comes alone is done at once, and the busier it
 * gets the larger the batches. `run` answers in the order given, an Error for what alone failed; when it rejects, all have.
 */
export function inBatches<Item, Result>(
  run: (items: readonly Item[]) => Promise<readonly (Result | Error)[]>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let running = false;

  async function runAll(): Promise<void> {
    running = true;
    // What is asked for in one go comes into one batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        settle(batch, await run(batch.map(({ item }) => item)));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void runAll();
    });
}

function settle<Item, Result>(
  batch: readonly Waiting<Item, Result>[],
  results: readonly (Result | Error)[],
): void {
  for (const [index, { resolve, reject }] of batch.entries()) {
    const result = results[index];
    if (result === undefined) reject(new Error(`A batch of ${batch.length} got ${results.length} answers`));
    else if (result instanceof Error) reject(result);
    else resolve(result);
  }
}
