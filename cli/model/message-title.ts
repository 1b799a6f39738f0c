import type { MessageForm, Outcome } from './mapping/envelope.ts';

interface Titled {
  readonly type: string | null;
  readonly form?: MessageForm | undefined;
  readonly outcome?: Outcome | null | undefined;
}

/** What a message is called: `OrderCreated`, `command DoPayment`, `reply PaymentRefused (FAILURE)`. Never by colour alone. */
export function messageTitle({ type, form, outcome }: Titled, unknown = 'message'): string {
  if (form === 'command') return `command ${type ?? unknown}`;
  if (form === 'reply') return `reply ${type ?? unknown}${outcome ? ` (${outcome})` : ''}`;
  return type ?? unknown;
}
