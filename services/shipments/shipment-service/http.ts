import type pg from 'pg';
import * as z from 'zod';
import { paging } from '../../runtime/http/paging.ts';
import { Problem } from '../../runtime/http/problem.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import { lineStatuses } from '../order-service/messages.ts';
import { isoDate, positiveInt, uuid } from '../values.ts';
import { type Shipment, shipmentStatuses, statusOf } from './domain.ts';
import { findShipment, listShipments } from './storage.ts';

const shipmentView = z.object({
  id: uuid,
  orderId: uuid,
  customerId: positiveInt,
  orderDate: isoDate,
  status: z.enum(shipmentStatuses),
  lines: z.array(
    z.object({ id: uuid, item: z.string(), quantity: positiveInt, status: z.enum(lineStatuses) }),
  ),
});

export function routes(pool: pg.Pool): Route[] {
  return [
    route({
      method: 'GET',
      path: '/shipments',
      summary: 'List shipments, those of the oldest orders first; with orderId, that of one order',
      query: paging.extend({ orderId: uuid.optional() }),
      response: z.object({ shipments: z.array(shipmentView) }),
      handle: async ({ query }) => ({ shipments: (await listShipments(pool, query)).map(toView) }),
    }),
    route({
      method: 'GET',
      path: '/shipments/{shipmentId}',
      summary: 'Read a shipment',
      params: z.object({ shipmentId: uuid }),
      response: shipmentView,
      problems: { 404: 'No such shipment' },
      handle: async ({ params: { shipmentId } }) => {
        const shipment = await findShipment(pool, shipmentId);
        if (!shipment) throw new Problem(404, `There is no shipment ${shipmentId}`);
        return toView(shipment);
      },
    }),
  ];
}

function toView(shipment: Shipment): z.input<typeof shipmentView> {
  const { lines, ...rest } = shipment;
  return { ...rest, status: statusOf(shipment), lines: [...lines] };
}
