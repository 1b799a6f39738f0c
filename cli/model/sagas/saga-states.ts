import type { SagaDefinition } from '../../systems/system.ts';
import { groupsOf, type StepGroup } from './saga-steps.ts';

/** The states of a saga and how they follow from each other, written out or derived. */
export interface SagaStates {
  readonly initial: readonly string[];
  readonly transitions: Readonly<Record<string, readonly string[]>>;
  readonly terminal: readonly string[];
}

const ends = ['COMPLETED', 'COMPENSATED', 'FAILED'] as const;

export function undoState(step: string): string {
  return `undo ${step}`;
}

/**
 * Of an orchestrated saga these are the name of the step or group under way, `undo <name>`, and its end (docs/adr/0018).
 * The orchestrator's own work is done in the transaction that goes on, so that its state may never be seen.
 */
export function statesOf(file: SagaDefinition): SagaStates {
  const { initial = [], transitions = {}, terminal = [] } = file;
  if (file.steps === undefined) return { initial, transitions, terminal };
  const groups = groupsOf(file);
  const entries = groups.flatMap((group, index): [string, readonly string[]][] => {
    const isWayBack = canTurnBack(group);
    const back = isWayBack ? [...backFrom(groups, index), ...backFrom(groups, index - 1)] : [];
    const own: [string, readonly string[]] = [
      group.name,
      distinct([...forwardFrom(groups, index + 1), ...back, 'FAILED']),
    ];
    if (!hasCompensation(group)) return [own];
    return [own, [undoState(group.name), distinct([...backFrom(groups, index - 1), 'FAILED'])]];
  });
  return {
    initial: distinct(forwardFrom(groups, 0)),
    transitions: Object.fromEntries(entries),
    terminal: ends,
  };
}

/** What may be seen next when all before `from` is done. Own work on the way may refuse. */
function forwardFrom(groups: readonly StepGroup[], from: number): string[] {
  const states: string[] = [];
  for (const [offset, group] of groups.slice(from).entries()) {
    states.push(group.name);
    const isOwn = group.steps.every(({ command }) => command === undefined);
    if (isOwn && canTurnBack(group)) states.push(...backFrom(groups, from + offset - 1));
    if (!isOwn && !group.steps.every(({ conditional }) => conditional)) return states;
  }
  return [...states, 'COMPLETED'];
}

/** What may be seen next when `from` is the first that may have to be undone. */
function backFrom(groups: readonly StepGroup[], from: number): string[] {
  const states: string[] = [];
  for (let index = from; index >= 0; index -= 1) {
    const group = groups[index];
    if (!group || !hasCompensation(group)) continue;
    states.push(undoState(group.name));
    const mustBeSeen = group.steps.some(
      ({ compensation, conditional }) => typeof compensation === 'string' && !conditional,
    );
    if (mustBeSeen) return states;
  }
  return [...states, 'COMPENSATED'];
}

function hasCompensation({ steps }: StepGroup): boolean {
  return steps.some(({ compensation }) => compensation !== undefined);
}

function canTurnBack({ steps }: StepGroup): boolean {
  return steps.some(({ kind }) => kind !== 'retriable');
}

function distinct(states: readonly string[]): string[] {
  return [...new Set(states)];
}
