import type { TuiEvent } from '../state/event.ts';
import { createDecoder } from './decoder.ts';

/** So long the rest of an escape sequence may take, also over a slow line, before it was the key esc. */
const restWithinMs = 25;

/** Tells what is typed and clicked, until the function that it returns is called. */
export function listenTo(input: NodeJS.ReadableStream, heard: (event: TuiEvent) => void): () => void {
  const decoder = createDecoder();
  let waiting: NodeJS.Timeout | undefined;
  const tell = (events: readonly TuiEvent[]) => events.forEach((event) => heard(event));
  const onData = (text: string) => {
    clearTimeout(waiting);
    tell(decoder.push(text));
    if (decoder.isWaiting) waiting = setTimeout(() => tell(decoder.giveUp()), restWithinMs);
  };
  input.setEncoding('utf8');
  input.on('data', onData);
  return () => {
    clearTimeout(waiting);
    input.off('data', onData);
    input.pause();
  };
}
