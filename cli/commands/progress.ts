import { duration } from '../reporters/text/time.ts';
import { paintWith } from '../reporters/text/paint.ts';
import { wantsColor, type CommandContext } from './context.ts';

/** One thing that takes its time, as `startLab` tells it. */
export interface ProgressStep {
  readonly what: string;
  readonly state: 'starting' | 'ready' | 'note';
  readonly detail?: string;
  readonly ms?: number;
}

export interface Progress {
  tell(step: ProgressStep): void;
  /** Takes the spinner away. */
  end(): void;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 80;

/** Progress on stderr: a spinner with what is awaited on a terminal, plain lines elsewhere, nothing when quiet. */
export function progressOn({ stderr, env }: CommandContext, quiet = false): Progress {
  if (quiet) return { tell: () => undefined, end: () => undefined };
  const paint = paintWith(wantsColor(env, stderr.isTTY));
  if (!stderr.isTTY || env['CI'] !== undefined)
    return { tell: (step) => stderr.write(`${plainLine(step)}\n`), end: () => undefined };
  const awaited = new Set<string>();
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;
  const clear = () => stderr.write('\r\u001B[2K');
  const draw = () => {
    frame = (frame + 1) % frames.length;
    const text = `${frames[frame]} ${[...awaited].join(', ')}`;
    stderr.write(`\r\u001B[2K${paint.accent(text.slice(0, (stderr.columns ?? 80) - 1))}`);
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    clear();
  };
  return {
    tell(step) {
      if (step.state === 'starting') {
        awaited.add(step.what);
        timer ??= setInterval(draw, frameMs).unref();
        return;
      }
      if (timer !== undefined) clear();
      if (step.state === 'ready') awaited.delete(step.what);
      const sign = step.state === 'ready' ? paint.good('✔') : paint.dim('·');
      stderr.write(`${sign} ${step.what}${paint.dim(suffix(step))}\n`);
      if (awaited.size === 0 && timer !== undefined) stop();
    },
    end() {
      if (timer !== undefined) stop();
      awaited.clear();
    },
  };
}

function plainLine(step: ProgressStep): string {
  return `${step.state === 'note' ? '' : `${step.state} `}${step.what}${suffix(step)}`;
}

function suffix({ detail, ms }: ProgressStep): string {
  return `${detail === undefined ? '' : `: ${detail}`}${ms === undefined ? '' : ` (${duration(ms)})`}`;
}
