import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Outlives this process for a moment, to kill what this process can no longer stop. */
export interface Sentinel {
  readonly pid: number;
  /** A negative number is a process group. */
  watch(pid: number, signal: NodeJS.Signals): void;
  forget(pid: number): void;
  /** Ends it; everything must have been forgotten. */
  stop(): Promise<void>;
}

// The end of stdin is the one thing that a kill -9 of the parent cannot prevent. POSIX sh, because it is on every
// Unix, starts in a millisecond and weighs one megabyte. Whoever has ignored the first signal for 2 s is killed.
const script = `
watched=
while read -r verb pid signal; do
  others=
  for entry in $watched; do
    [ "\${entry%%:*}" = "$pid" ] || others="$others $entry"
  done
  watched=$others
  [ "$verb" = watch ] && watched="$watched $pid:$signal"
done
[ -n "$watched" ] || exit 0
for entry in $watched; do kill -s "\${entry##*:}" -- "\${entry%%:*}" 2>/dev/null; done
for tenth in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  alive=
  for entry in $watched; do kill -s 0 -- "\${entry%%:*}" 2>/dev/null && alive="$alive $entry"; done
  watched=$alive
  [ -n "$watched" ] || exit 0
  sleep 0.1
done
for entry in $watched; do kill -s KILL -- "\${entry%%:*}" 2>/dev/null; done
`;

export async function startSentinel(): Promise<Sentinel> {
  // A session of its own: a signal to the parent's process group must not reach it.
  const shell = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  await once(shell, 'spawn');
  shell.stdin.on('error', () => undefined);
  const exited = once(shell, 'exit');
  return {
    pid: shell.pid ?? 0,
    watch: (pid, signal) => void shell.stdin.write(`watch ${pid} ${signal.replace('SIG', '')}\n`),
    forget: (pid) => void shell.stdin.write(`forget ${pid}\n`),
    async stop() {
      shell.stdin.end();
      await exited;
    },
  };
}
