import type { SagaReport } from '../../scenario/report.ts';
import { oneLine, wrap } from '../text/fit.ts';
import type { Paint } from '../text/paint.ts';
import { stepsText, wayBackText } from '../text/saga-text.ts';
import { glyph } from './glyph.ts';

/** Orchestrated sagas: state, steps, and the way back where there is one. */
export function sagasText(sagas: readonly SagaReport[], width: number, paint: Paint): string[] {
  return sagas.flatMap((saga) => {
    const head = `${glyph('saga')} ${oneLine(`${saga.saga} ${saga.instance}`)}: ${oneLine(saga.state)}`;
    const back = wayBackText(saga);
    const told = saga.compensating || !saga.terminal ? back : '';
    const texts = [stepsText(saga), ...(told === '' ? [] : [told])];
    return [
      `  ${saga.compensating ? paint.unsure(head) : head}`,
      ...texts.flatMap((text) =>
        wrap(oneLine(text).split(' '), width - 6).map((line) => `      ${paint.dim(line)}`),
      ),
    ];
  });
}
