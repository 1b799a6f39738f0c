import type { SagaProgress, StepStatus } from '../../model/sagas/saga-progress.ts';
import { statusWord, wayBackText } from '../../reporters/text/saga-text.ts';
import type { Cell, Tone } from './pane.ts';
import { sign } from './signs.ts';

const looks = {
  remaining: { sign: sign.remaining, tone: 'dim' },
  sent: { sign: sign.waiting, tone: 'unsure' },
  done: { sign: sign.passed, tone: 'good' },
  skipped: { sign: sign.notApplicable, tone: 'dim' },
  refused: { sign: sign.failed, tone: 'bad' },
  'timed-out': { sign: sign.failed, tone: 'bad' },
  undoing: { sign: sign.waiting, tone: 'unsure' },
  undone: { sign: sign.retried, tone: 'unsure' },
} as const satisfies Record<StepStatus, { sign: string; tone: Tone }>;

/** Of an orchestrated saga: each step and where it stands, the way back, and what is still expected. */
export function progressCells(progress: SagaProgress): Cell[] {
  const { steps, expected } = progress;
  const back = wayBackText(progress);
  return [
    ...steps.map(({ name, group, status }): Cell => {
      const { sign: mark, tone } = looks[status];
      const within = group === null ? '' : `${group}/`;
      const short = `  ${mark} ${name}`;
      return {
        text: `  ${mark} ${within}${name}: ${statusWord(status)}`,
        shorter: () => `${short}: ${statusWord(status)}`,
        tone,
      };
    }),
    ...(back === '' ? [] : [{ text: `  ${sign.retried} ${back}`, tone: 'dim' as const }]),
    ...(expected.length === 0
      ? []
      : [{ text: `  ${sign.remaining} then ${expected.join(` ${sign.arrow} `)}`, tone: 'dim' as const }]),
  ];
}
