import type { RetoldRun } from '../runs/recording.ts';
import { csvOf } from './csv.ts';
import type { ExportFormat } from './formats.ts';
import { htmlOf } from './html/html.ts';
import { junitOf } from './junit.ts';
import { mermaidOf } from './mermaid.ts';
import { otlpOf } from './otlp/otlp.ts';
import { svgOf } from './svg.ts';
import { textOf } from './text.ts';

/** A run that was told again, as a document: text for one file. */
export type Export = (run: RetoldRun) => string;

/** A new format is a file, a line here and one among the formats. */
export const exports = {
  mermaid: mermaidOf,
  svg: svgOf,
  html: htmlOf,
  text: textOf,
  otlp: otlpOf,
  junit: junitOf,
  csv: csvOf,
} satisfies Record<ExportFormat, Export>;
