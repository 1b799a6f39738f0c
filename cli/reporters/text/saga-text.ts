import type { SagaProgress, StepProgress, StepStatus } from '../../model/sagas/saga-progress.ts';

const words = {
  remaining: 'not begun',
  sent: 'under way',
  done: 'done',
  skipped: 'passed over',
  refused: 'refused',
  'timed-out': 'out of time',
  undoing: 'being undone',
  undone: 'undone',
} as const satisfies Record<StepStatus, string>;

export function statusWord(status: StepStatus): string {
  return words[status];
}

/** `claim-reservations done, do-payment refused, commit-reservations not begun` */
export function stepsText(
  { steps }: Pick<SagaProgress, 'steps'>,
  wordOf = ({ status }: Pick<StepProgress, 'name' | 'status'>) => statusWord(status),
): string {
  return steps.map((step) => `${step.name} ${wordOf(step)}`).join(', ');
}

/** The way back, in the order in which it is gone; empty where there is none. */
export function wayBackText({ steps, compensating, compensation }: SagaProgress): string {
  if (compensation.length === 0) return '';
  const isUndone = (name: string) => steps.some((step) => step.name === name && step.status === 'undone');
  const path = compensation.join(', then ');
  if (!compensating) return `a refusal would undo ${path}`;
  const left = compensation.filter((name) => !isUndone(name));
  if (left.length === 0) return `undone: ${path}`;
  return left.length === compensation.length
    ? `to be undone: ${path}`
    : `to be undone: ${path}; left of that: ${left.join(', ')}`;
}
