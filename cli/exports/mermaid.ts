import type { RetoldRun } from '../runs/recording.ts';
import { mermaidText } from '../sequence/mermaid.ts';
import { sequenceOf } from '../sequence/sequence.ts';
import { storiesOf } from './stories.ts';

/** One Mermaid sequence diagram; of several scenarios one after another, each under a heading. */
export function mermaidOf(run: RetoldRun): string {
  return mermaidText(sequenceOf(storiesOf(run)));
}
