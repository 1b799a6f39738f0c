import type { System } from './system.ts';

/** Every type of event, command or reply that the system file names, each once. */
export function eventTypesOf({ consumers }: System): string[] {
  const handled = Object.values(consumers).flatMap(({ handles }) => Object.values(handles));
  return [
    ...new Set(
      handled.flatMap((byType) => Object.entries(byType).flatMap(([type, { emits }]) => [type, ...emits])),
    ),
  ];
}
