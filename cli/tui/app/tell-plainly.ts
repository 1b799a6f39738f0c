import { createInterface } from 'node:readline';
import { oneLine } from '../../reporters/text/fit.ts';
import { answerTo } from '../plain/answer.ts';
import { parseCommand, plainHelp } from '../plain/command.ts';
import { nothingHeard, tellNew } from '../plain/heard.ts';
import type { Session } from '../session/session.ts';
import type { Effect } from '../state/effect.ts';

export interface PlainOptions {
  readonly session: Session;
  /** Commands, a line each. At its end what was begun is ended, as a script would have it. */
  readonly input: NodeJS.ReadableStream;
  readonly write: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What is new is told at once, but not more often than this. */
const tellEveryMs = 100;

/** The dashboard for those who listen to it: a sentence for each thing that is new, commands typed line by line. */
export async function tellPlainly({ session, input, signal, ...out }: PlainOptions): Promise<void> {
  // Names, keys and errors are whatever a service or a recording says.
  const write = (line: string) => out.write(oneLine(line));
  let heard = nothingHeard;
  let state = '';
  let waiting: NodeJS.Timeout | undefined;
  const lines = createInterface({ input, signal });
  let left = false;
  const doing = new Set<Promise<void>>();
  const perform = async (effect: Effect) => {
    if (effect.kind === 'quit') {
      left = true;
      return lines.close();
    }
    const outcome = await session.perform(effect);
    if (outcome) write(outcome.text);
  };

  function tell(): void {
    clearTimeout(waiting);
    waiting = undefined;
    const { ledger, session: info } = session.look();
    const more = info.trouble ?? info.detail;
    const told = `Lab ${info.lab} is ${info.state}.${more === '' ? '' : ` ${more}.`}`;
    if (told !== state) write(told);
    state = told;
    const next = tellNew(heard, ledger);
    heard = next.heard;
    next.lines.forEach((line) => write(line));
  }

  const deafen = session.onChange(() => {
    waiting ??= setTimeout(tell, tellEveryMs);
  });
  const unheed = session.onNews(({ text }) => write(text));
  for (const line of plainHelp) write(line);
  tell();
  try {
    for await (const line of lines) {
      // What was typed while the lab comes up is about the lab that is up.
      await whenStarted(session, signal);
      if (signal.aborted) break;
      const { lines: answer, effects } = answerTo(parseCommand(line), session.look());
      for (const each of answer) write(each);
      for (const effect of effects) doing.add(perform(effect));
    }
    if (!left) await Promise.all(doing);
    tell();
  } finally {
    deafen();
    unheed();
    clearTimeout(waiting);
  }
}

/** Or the signal aborts: a start that was cut short stays one. */
function whenStarted(session: Session, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!signal.aborted && session.look().session.state === 'starting') return;
      forget();
      signal.removeEventListener('abort', look);
      resolve();
    };
    const forget = session.onChange(look);
    signal.addEventListener('abort', look);
    look();
  });
}
