import type { LineStatus } from '../order-service/messages.ts';

export interface ShipmentLine {
  readonly id: string;
  readonly item: string;
  readonly quantity: number;
  readonly status: LineStatus;
}

export interface Shipment {
  readonly id: string;
  readonly orderId: string;
  readonly customerId: number;
  /** `2024-01-01T12:00:00.000Z` */
  readonly orderDate: string;
  readonly lines: readonly ShipmentLine[];
}

export const shipmentStatuses = ['OPEN', 'SHIPPED', 'CANCELLED'] as const;
export type ShipmentStatus = (typeof shipmentStatuses)[number];

/** It follows from the lines: open while one is still to be shipped, cancelled when none was. */
export function statusOf({ lines }: Pick<Shipment, 'lines'>): ShipmentStatus {
  if (lines.some(({ status }) => status === 'ENTERED')) return 'OPEN';
  return lines.some(({ status }) => status === 'SHIPPED') ? 'SHIPPED' : 'CANCELLED';
}
