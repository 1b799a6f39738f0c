export interface BreakerSettings {
  /** So many failures in a row open it. */
  readonly failures: number;
  /** So long it stays open before one request is let through. */
  readonly openMs: number;
}

/** closed --failures in a row--> open --time--> one request on trial --success--> closed, --failure--> open */
export interface Breaker {
  readonly failures: number;
  /** Until then nobody is let through, once so many have failed. */
  readonly shutUntilMs: number;
}

export const closedBreaker: Breaker = { failures: 0, shutUntilMs: 0 };

/** The breaker after a request wants through, undefined where that is not let through. The next one is then on trial alone. */
export function letThrough(breaker: Breaker, settings: BreakerSettings, nowMs: number): Breaker | undefined {
  if (breaker.failures < settings.failures) return breaker;
  if (nowMs < breaker.shutUntilMs) return undefined;
  return { ...breaker, shutUntilMs: nowMs + settings.openMs };
}

export function afterFailure(breaker: Breaker, settings: BreakerSettings, nowMs: number): Breaker {
  return { failures: breaker.failures + 1, shutUntilMs: nowMs + settings.openMs };
}
