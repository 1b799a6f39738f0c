import { junit } from '../reporters/junit.ts';
import type { RetoldRun } from '../runs/recording.ts';

/** What `--reporter junit` wrote when the run was live. */
export function junitOf({ report }: RetoldRun): string {
  let text = '';
  const write = (part: string) => void (text += part);
  junit({ write, color: false, width: 100, tty: false }).on({ type: 'run-finished', report });
  return text;
}
