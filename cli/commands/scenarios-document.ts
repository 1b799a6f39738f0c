import type { LoadedScenario } from '../scenario/load.ts';

/** The document of `list --json` and `run --list --json` (docs/formats.md). */
export function scenariosDocument(scenarios: readonly LoadedScenario[]): string {
  const known = scenarios.map(({ scenario: { name, system, about, tags }, file }) => ({
    name,
    system,
    about,
    tags,
    file,
  }));
  return `${JSON.stringify({ v: 1, scenarios: known }, undefined, 2)}\n`;
}
