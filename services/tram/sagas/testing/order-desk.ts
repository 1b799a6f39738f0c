import type pg from 'pg';
import { commandMessage } from '../../commands/command-message.ts';
import { createTramTables } from '../../postgres/tables.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { header, type Headers, type Message } from '../../message/message.ts';
import { newMessageId } from '../../message/message-id.ts';
import { carriedBack } from '../../message/reply-headers.ts';
import type { SagaDefinition } from '../definition.ts';
import { replyHandler } from '../handle-reply.ts';
import { createSagaTables } from '../saga-tables.ts';
import { startSaga } from '../start-saga.ts';
import { takeDue, type TakenDue } from '../take-due.ts';
import { type OrderData, orderSaga } from './order-saga.ts';

/** An orchestrator's database without participants: the test hands over their replies. */
export class OrderDesk {
  readonly #pool: pg.Pool;

  private constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /** `pool`: of an empty database. */
  static async open(pool: pg.Pool): Promise<OrderDesk> {
    await createTramTables(pool);
    await createSagaTables(pool);
    await pool.query(
      `CREATE TABLE orders (saga text, amount int, state text NOT NULL DEFAULT 'PENDING');
       CREATE TABLE ends (saga text, how text)`,
    );
    return new OrderDesk(pool);
  }

  /** Resolves with its id once it awaits the answer to its first command, `Reserve`. */
  start(definition: SagaDefinition<OrderData> = orderSaga()): Promise<string> {
    const data: OrderData = { customerId: 7, amount: 10, reservation: null, refusal: null };
    return inTransaction(this.#pool, (tx) => startSaga(tx, definition, data));
  }

  /** A participant answers the saga's latest command. */
  async reply(
    id: string,
    {
      type,
      payload,
      headers = {},
    }: { readonly type: string; readonly payload: unknown; readonly headers?: Headers },
    definition: SagaDefinition<OrderData> = orderSaga(),
  ): Promise<void> {
    const { rows } = await this.#pool.query<{ last: string; state: string }>(
      'SELECT last_request_id AS last, state FROM saga_instance WHERE saga_id = $1',
      [id],
    );
    const saga = { type: definition.type, id, step: rows[0]?.state ?? '' };
    const asked = commandMessage({ channel: 'credit', type: 'any', payload: {}, saga }, newMessageId());
    const message: Message = {
      ...asked,
      headers: {
        ...carriedBack(asked.headers),
        ...headers,
        [header.replyType]: type,
        [header.inReplyTo]: rows[0]?.last ?? '',
      },
      payload: JSON.stringify(payload),
    };
    await inTransaction(this.#pool, async (tx) => void (await replyHandler(definition)(message, { tx })));
  }

  takeDue(definition: SagaDefinition<OrderData>): Promise<TakenDue> {
    const known = new Map([[definition.type, definition as SagaDefinition<unknown>]]);
    return takeDue(this.#pool, known, []);
  }

  /** Commands of the saga, in the order of their ids: in which a relay that polls publishes those of one look. */
  async commands(id: string): Promise<{ readonly id: string; readonly type: string }[]> {
    const { rows } = await this.#pool.query<{ id: string; type: string }>(
      `SELECT id, headers::json ->> 'command_type' AS type FROM message
       WHERE headers::json ->> 'command_saga_id' = $1 ORDER BY id`,
      [id],
    );
    return rows;
  }
}
