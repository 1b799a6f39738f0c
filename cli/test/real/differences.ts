import { readFileSync } from 'node:fs';
import { beforeEach, type RunnerTask } from 'vitest';

/** Test of a contract, full name without the file -> why this server does not pass it. */
type Differences = Readonly<Record<string, string>>;

const all = JSON.parse(readFileSync(new URL('differences.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Differences>
>;

/**
 * Expects the listed tests to fail on this server, and only these: a difference that is no more fails the suite, so the
 * list (and docs/stacks.md, which is made from it) stays true.
 */
export function expectDifferences(server: string): void {
  const known = all[server] ?? {};
  beforeEach(({ task }) => {
    if (Object.hasOwn(known, nameOf(task))) (task as RunnerTask & { fails?: boolean }).fails = true;
  });
}

function nameOf(task: RunnerTask): string {
  const parent = task.suite ? nameOf(task.suite) : '';
  return parent === '' ? task.name : `${parent} > ${task.name}`;
}
