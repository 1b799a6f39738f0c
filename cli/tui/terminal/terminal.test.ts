import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { enterScreen } from './terminal.ts';

/** A terminal that takes what it is given only when it is told to. */
function stoppedTerminal() {
  const writes: string[] = [];
  let take: (() => void) | undefined;
  const output = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _, done) {
      writes.push(chunk.toString());
      take = done;
    },
  });
  const input = Object.assign(new PassThrough(), { setRawMode: () => undefined });
  const screen = enterScreen({
    input,
    output: Object.assign(output, { columns: 20, rows: 5 }),
    onExit: () => undefined,
    inTmux: false,
    makesLinks: false,
  });
  return {
    screen,
    writes,
    goOn: async () => {
      while (output.writableLength > 0) {
        take?.();
        await new Promise(setImmediate);
      }
    },
  };
}

test('a terminal that takes nothing is given no more pictures, and the newest when it goes on', async () => {
  const { screen, writes, goOn } = stoppedTerminal();
  for (let picture = 1; picture <= 1_000; picture += 1) screen.paint([`picture ${picture}`]);
  await goOn();
  await goOn();
  const told = writes.join('');
  expect(told).toContain('picture 1000');
  expect(told.match(/picture/g)?.length).toBeLessThanOrEqual(2);
});
