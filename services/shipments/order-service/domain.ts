import type { Money } from '../../runtime/values/money.ts';
import type { LineStatus } from './messages.ts';

export interface LineDetails {
  readonly item: string;
  readonly quantity: number;
  readonly totalPrice: Money;
}

export interface OrderDetails {
  readonly customerId: number;
  /** `2024-01-01T12:00:00.000Z` */
  readonly orderDate: string;
  readonly lineItems: readonly LineDetails[];
}

export interface OrderLine extends LineDetails {
  readonly id: string;
  readonly status: LineStatus;
}

export interface Order extends OrderDetails {
  readonly id: string;
  readonly lineItems: readonly OrderLine[];
}

/** What may become of a line: it is decided once. */
const next: Readonly<Record<LineStatus, readonly LineStatus[]>> = {
  ENTERED: ['CANCELLED', 'SHIPPED'],
  CANCELLED: [],
  SHIPPED: [],
};

/** `newId` makes a UUID. Ids ascend, so that lines read by id come in the order given. */
export function newOrder(details: OrderDetails, newId: () => string): Order {
  const lineIds = details.lineItems.map(newId).sort();
  const lineItems = details.lineItems.map((line, index): OrderLine => {
    return { ...line, id: lineIds[index]!, status: 'ENTERED' };
  });
  return { ...details, id: newId(), lineItems };
}

/** The line as it is then; undefined when its status does not lead there, as when it is that status already. */
export function decide(line: OrderLine, newStatus: LineStatus): OrderLine | undefined {
  return next[line.status].includes(newStatus) ? { ...line, status: newStatus } : undefined;
}

/** For whoever was refused. */
export function statusesAfter(status: LineStatus): readonly LineStatus[] {
  return next[status];
}
