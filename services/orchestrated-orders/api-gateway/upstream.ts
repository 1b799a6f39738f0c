import * as z from 'zod';
import { NoAnswerError, type Remote, type RemoteAnswer } from '../../runtime/http/remote.ts';
import { entityId, type EntityId } from '../../runtime/values/entity-id.ts';
import { moneySchema } from '../../runtime/values/money.ts';
import type { Asked, Customer, Order, Part } from './domain.ts';

/** The services behind the gateway. */
export interface Upstream {
  readonly customers: Remote;
  readonly orders: Remote;
}

const customer = z.object({ name: z.string(), creditLimit: moneySchema });
const orders = z.array(
  z.object({ orderId: entityId, orderState: z.string(), rejectionReason: z.string().nullable() }),
);

/** Undefined where the customer service knows no such customer. */
export function askForCustomer(service: Remote, customerId: EntityId): Promise<Asked<Customer | undefined>> {
  return askForPart<Customer | undefined>(service, `/customers/${customerId}`, (answer) =>
    answer.status === 404 ? { kind: 'known', value: undefined } : read(customer, answer),
  );
}

const pageSize = 1_000;
/** No answer grows without bound: with more than these a history is partial. */
const mostOrders = 10_000;

/** All of them, page by page. */
export async function askForOrders(service: Remote, customerId: EntityId): Promise<Part<readonly Order[]>> {
  const found: Order[] = [];
  while (found.length < mostOrders) {
    const path = `/orders/customer/${customerId}?limit=${pageSize}&offset=${found.length}`;
    const page = await askForPart(service, path, (answer) => read(orders, answer));
    if (page.kind !== 'known') return page;
    found.push(...page.value);
    if (page.value.length < pageSize) return { kind: 'known', value: found };
  }
  return { kind: 'cut', value: found, why: `only the first ${mostOrders} orders were read` };
}

async function askForPart<T>(
  service: Remote,
  path: string,
  toPart: (answer: RemoteAnswer) => Asked<T>,
): Promise<Asked<T>> {
  try {
    return toPart(await service({ method: 'GET', path }));
  } catch (error) {
    if (error instanceof NoAnswerError) return { kind: 'missing', why: error.message };
    throw error;
  }
}

function read<S extends z.ZodType>(schema: S, { status, body }: RemoteAnswer): Asked<z.output<S>> {
  if (status !== 200) return { kind: 'missing', why: `it was answered with status ${status}` };
  const { success, data } = schema.safeParse(body);
  return success ? { kind: 'known', value: data } : { kind: 'missing', why: 'the answer is not understood' };
}
