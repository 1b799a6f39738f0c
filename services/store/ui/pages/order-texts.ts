import type { OrderFailure } from '../../order/messages.ts';
import type { Order } from '../backend/shapes.ts';

const statuses: Readonly<Record<Order['status'], string>> = {
  PENDING: 'In progress',
  SUCCESS: 'Paid and confirmed',
  FAILURE: 'Cancelled',
};

export function statusText(status: Order['status']): string {
  return statuses[status];
}

const reasons: Readonly<Record<OrderFailure, string>> = {
  NOTHING_RESERVED:
    'Nothing was reserved for you any more: reservations last for a while only. Nothing was charged, and your cart is filled again.',
  TOTAL_DIFFERS:
    'What is reserved for you is not what you saw in your cart. Nothing was charged, and your cart is filled again.',
  PAYMENT_REFUSED: 'The payment was refused. Nothing was charged, and your cart is filled again.',
  PAYMENT_UNAVAILABLE: 'The payment could not be made. Nothing was charged, and your cart is filled again.',
  TIMED_OUT: 'A part of the shop did not answer in time. Nothing was charged, and your cart is filled again.',
};

export function reasonText(status: Order['status'], reason: OrderFailure | null): string {
  if (status === 'SUCCESS') return 'Thank you.';
  if (reason !== null) return reasons[reason];
  return status === 'PENDING'
    ? 'This page follows it to the end.'
    : 'The shop cannot say why. Look at what was done for it below.';
}

/** Steps of the saga by their names; one that is not here is told by its name. */
const steps: Readonly<Record<string, string>> = {
  'claim-reservations': 'Put your units aside',
  'create-order': 'Write the order down',
  'do-payment': 'Charge your card',
  'commit-reservations': 'Take the units out of the stock',
  'confirm-order': 'Confirm the order',
};

export function stepText(name: string): string {
  return steps[name] ?? name;
}

const stepStatuses: Readonly<Record<string, string>> = {
  sent: 'under way',
  done: 'done',
  skipped: 'not needed',
  refused: 'refused',
  'timed-out': 'no answer in time',
  undoing: 'being undone',
  undone: 'undone',
};

export function stepStatusText(status: string): string {
  return stepStatuses[status] ?? status;
}
