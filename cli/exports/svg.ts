import type { RetoldRun } from '../runs/recording.ts';
import { sequenceOf } from '../sequence/sequence.ts';
import { sequenceSvg } from '../sequence/svg/svg.ts';
import { storiesOf } from './stories.ts';

/** The sequence diagram as a picture that needs nothing else. */
export function svgOf(run: RetoldRun): string {
  const title = `${run.scenarios.map(({ title }) => title).join(', ')}: ${run.report.verdict}`;
  return sequenceSvg(sequenceOf(storiesOf(run)), { title });
}
