const everyMs = 500;

/** Looks that are taken on a beat, one at a time. */
export interface Beat {
  /** The look that is under way, or a new one. */
  look(): Promise<void>;
  /** None is begun any more. */
  stop(): void;
  /** Resolves when none is under way. */
  rest(): Promise<void>;
}

/** Rejects where the first look does; what comes of those on the beat only the next one tells. */
export async function startBeat(take: () => Promise<void>): Promise<Beat> {
  let looking: Promise<void> | undefined;

  function look(): Promise<void> {
    looking ??= take().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  await look();
  const beat = setInterval(() => void look().catch(() => undefined), everyMs);
  return {
    look,
    stop: () => clearInterval(beat),
    rest: async () => {
      await looking?.catch(() => undefined);
    },
  };
}
