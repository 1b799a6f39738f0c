import { createInterface } from 'node:readline';
import { answerTo } from '../plain/answer.ts';
import { parseCommand, plainHelp } from '../plain/command.ts';
import { nothingHeard, tellNew } from '../plain/heard.ts';
import type { Session } from '../session/session.ts';
import type { Effect } from '../state/effect.ts';

export interface PlainOptions {
  readonly session: Session;
  /** Commands, a line each; its end is as good as `quit`. */
  readonly input: NodeJS.ReadableStream;
  readonly write: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What is new is told at once, but not more often than this. */
const tellEveryMs = 100;

/** The dashboard for those who listen to it: a sentence for each thing that is new, commands typed line by line. */
export async function tellPlainly({ session, input, write, signal }: PlainOptions): Promise<void> {
  let heard = nothingHeard;
  let state = '';
  let waiting: NodeJS.Timeout | undefined;
  const lines = createInterface({ input, signal });
  const perform = async (effect: Effect) => {
    if (effect.kind === 'quit') return lines.close();
    const outcome = await session.perform(effect);
    if (outcome) write(outcome.text);
  };

  function tell(): void {
    clearTimeout(waiting);
    waiting = undefined;
    const { ledger, session: info } = session.look();
    const told = `Lab ${info.lab} is ${info.state}.${info.detail === '' ? '' : ` ${info.detail}.`}`;
    if (told !== state) write(told);
    state = told;
    const next = tellNew(heard, ledger);
    heard = next.heard;
    next.lines.forEach((line) => write(line));
  }

  session.onChange(() => {
    waiting ??= setTimeout(tell, tellEveryMs);
  });
  for (const line of plainHelp) write(line);
  tell();
  try {
    for await (const line of lines) {
      const { lines: answer, effects } = answerTo(parseCommand(line), session.look());
      for (const each of answer) write(each);
      for (const effect of effects) void perform(effect);
    }
  } finally {
    clearTimeout(waiting);
  }
}
