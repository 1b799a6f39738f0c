import type { Money } from '../../../runtime/values/money.ts';

/** `$4.25`, with both decimals; a dash where nobody knows. */
export function dollars(money: Money | null): string {
  if (money === null) return '–';
  const [whole = '0', fraction = ''] = money.toString().split('.');
  return `$${whole}.${fraction.padEnd(2, '0')}`;
}
