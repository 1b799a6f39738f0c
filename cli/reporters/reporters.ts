import { dot } from './dot.ts';
import { github } from './github.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { junit } from './junit.ts';
import { list } from './list/list.ts';
import type { MakeReporter } from './reporter.ts';
import { tap } from './tap.ts';

/** A new reporter is a file and a line here. */
export const reporters = { list, dot, json, jsonl, junit, tap, github, html } satisfies Record<
  string,
  MakeReporter
>;

export type ReporterName = keyof typeof reporters;
