export interface PlayerOptions {
  /** How many moments are shown. */
  readonly at: () => number;
  readonly total: number;
  /** Milliseconds between two moments of the recording; NaN where they do not say. */
  readonly msBetween: (before: number, after: number) => number;
  readonly show: (at: number) => Promise<void>;
  /** Hears why a moment could not be shown; then it stands still. */
  readonly failed: (thrown: unknown) => void;
}

export interface Player {
  /** Plays on at so many times the speed; null stands still. At the end it stands still by itself. */
  play(speed: number | null): void;
  stop(): void;
}

/** A pause in which nothing happened is not worth sitting through. */
const longestPauseMs = 1_500;

/** Shows moment after moment, with the pauses that were between them. */
export function createPlayer({ at, total, msBetween, show, failed }: PlayerOptions): Player {
  let timer: NodeJS.Timeout | undefined;

  function next(speed: number): void {
    const position = at();
    if (position >= total) return;
    const ms = position === 0 ? 0 : msBetween(position - 1, position);
    const pause = Number.isNaN(ms) ? 0 : Math.min(longestPauseMs, Math.max(0, ms)) / speed;
    const timeout = setTimeout(() => void step(position + 1, speed, timeout).catch(failed), pause);
    timer = timeout;
  }

  async function step(position: number, speed: number, mine: NodeJS.Timeout): Promise<void> {
    await show(position);
    if (timer === mine) next(speed);
  }

  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    play(speed) {
      stop();
      if (speed !== null) next(speed);
    },
    stop,
  };
}
