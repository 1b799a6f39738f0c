import { padEnd, padStart } from '../reporters/text/fit.ts';
import type { Figure } from './figure.ts';
import type { Setting } from './machine.ts';

const headings = ['', 'n', 'p50', 'p95', 'p99', 'max', ''] as const;

/** The setting, then a table of each bench. */
export function benchText(setting: Setting, figures: readonly Figure[]): string {
  const rows = figures.map(cells);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? padEnd(cell, widths[0] ?? 0) : padStart(cell, widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const blocks = [...new Set(figures.map(({ bench }) => bench))].map((bench) => [
    line([bench, ...headings.slice(1)]),
    ...rows.filter((_, index) => figures[index]?.bench === bench).map(line),
  ]);
  return [settingLines(setting), ...blocks].map((block) => `${block.join('\n')}\n`).join('\n');
}

function settingLines({ machine, versions, stack, relay, fsync }: Setting): readonly string[] {
  const { cpu, cores, memoryMb, platform, load } = machine;
  return [
    `${cpu}, ${cores} cores, ${memoryMb} MB, ${platform}, load ${load.toFixed(2)}`,
    `saga-lab ${versions.sagaLab}, Node.js ${versions.node}, PostgreSQL ${versions.postgresql}, fsync ${fsync}, relay ${relay}, ${stack}`,
  ];
}

function cells(figure: Figure): readonly string[] {
  const { name, unit } = figure;
  if ('value' in figure) return [`  ${name}`, '', short(figure.value), '', '', '', unit];
  const { samples, p50, p95, p99, max } = figure;
  return [`  ${name}`, String(samples), ...[p50, p95, p99, max].map(short), unit];
}

/** Three digits that count. */
function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
