const everyMs = 500;

/**
 * Calls `onGone` once when the parent process is another than at the call. npx does not pass SIGTERM on: it ends and
 * leaves the CLI running, so under npm the CLI takes a new parent as SIGTERM. Elsewhere (nohup, a closed shell) a new
 * parent means nothing, and nothing is watched.
 */
export function watchParent(
  env: Readonly<Record<string, string | undefined>>,
  onGone: () => void,
  signal: AbortSignal,
): void {
  if (env['npm_execpath'] === undefined || signal.aborted) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, everyMs);
  timer.unref();
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}
