import { expect, test } from 'vitest';
import { composeStep } from './compose-step.ts';

test.each([
  ['#9 [relay build 4/6] RUN npm ci --ignore-scripts', 'build build 4/6: RUN npm ci --ignore-scripts'],
  [`#9 [relay build 4/6] RUN ${'x'.repeat(80)}`, `build build 4/6: RUN ${'x'.repeat(55)}…`],
  [' kafka Pulling ', 'kafka pulling'],
  ['kafka Pulled', 'kafka pulled'],
])('%j is told', (line, detail) => {
  expect(composeStep(line, ['kafka'])).toEqual({ what: 'images', detail });
});

test.each(['#9 19.44 added 255 packages in 19s', '#9 DONE 20.4s', ' 4f4fb700ef54 Pulling', ''])(
  '%j is detail',
  (line) => {
    expect(composeStep(line, ['kafka'])).toBeUndefined();
  },
);
