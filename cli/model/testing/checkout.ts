import type { Row } from '../observation.ts';
import { insert, update, type TestMessage } from './rows.ts';
import type { CausedBy, TestEvent, TestRecord, World } from './world.ts';

type Outcome = 'SUCCESS' | 'FAILURE';
type Steps = Readonly<Record<string, string>>;

/** A checkout as its orchestrator and its participants play it, message by message. */
export class Checkout {
  readonly world: World;
  readonly id: string;
  readonly request: CausedBy;
  #last: { message: TestMessage; record: TestRecord } | undefined;

  constructor(world: World, id = 's-1') {
    this.world = world;
    this.id = id;
    this.request = world.request('orchestrator', 'POST', '/order', 202);
  }

  /** What was sent last. */
  get last(): { readonly message: TestMessage; readonly record: TestRecord } {
    if (!this.#last) throw new Error('nothing was sent');
    return this.#last;
  }

  /** The instance's row, and the first command. */
  begin(): this {
    const row = this.#instance('claim-reservations', { 'claim-reservations': 'sent' });
    const first = this.#command('ClaimReservations', 'inventory');
    const rows = [insert('saga_instance', row, 'saga_id')];
    return this.#sent('orchestrator-db', this.request, rows, [first]);
  }

  /** The participant handles the command that was sent last, and replies. */
  answers(database: string, consumer: string, type: string, outcome: Outcome = 'SUCCESS'): this {
    return this.isHandled(database, consumer, [this.reply(this.last.message, type, outcome)]);
  }

  /** As its participant sends it: caused by the command. */
  reply(command: TestMessage, type: string, outcome: Outcome): TestEvent {
    const headers = {
      reply_type: type,
      'reply_outcome-type': outcome,
      reply_to_message_id: command.id,
      commandreply_type: command.type,
      commandreply_saga_type: 'CheckoutSaga',
      commandreply_saga_id: this.id,
    };
    const cause = { correlation: command.correlation, id: command.id };
    return { aggregate: 'CheckoutSaga-reply', id: this.id, type, payload: {}, headers, cause };
  }

  /** What was sent last is handled, and so much is sent. */
  isHandled(database: string, consumer: string, events: readonly TestEvent[]): this {
    return this.#handled(database, consumer, [], events);
  }

  /** What somebody else sent is this one's to go on with. */
  takes(sent: { readonly message: TestMessage; readonly record: TestRecord }): this {
    this.#last = sent;
    return this;
  }

  /** The orchestrator handles the reply that was sent last: a new state, and the next command where there is one. */
  moves(state: string, steps: Steps, type?: string, channel = ''): this {
    const rows = [update('saga_instance', this.#instance(state, steps), 'saga_id')];
    const commands = type === undefined ? [] : [this.#command(type, channel)];
    return this.#handled('orchestrator-db', 'CheckoutSaga-consumer', rows, commands);
  }

  /** As `moves`, with all commands of a group at once; gives each of them, to be taken up by `takes`. */
  fansOut(
    state: string,
    steps: Steps,
    commands: readonly (readonly [type: string, channel: string])[],
  ): readonly { readonly message: TestMessage; readonly record: TestRecord }[] {
    const before = this.last;
    const cause = {
      correlation: this.request.correlation,
      id: before.message.id,
      consumer: 'CheckoutSaga-consumer',
    };
    const rows = [update('saga_instance', this.#instance(state, steps), 'saga_id')];
    const events = commands.map(([type, channel]) => this.#command(type, channel));
    const sent = this.world
      .commit('orchestrator-db', { cause, rows, events })
      .map((message) => ({ message, record: this.world.publish(message) }));
    this.world.deliver(cause.consumer, before.message, before.record);
    return sent;
  }

  #instance(state: string, steps: Steps): Row {
    return { saga_type: 'CheckoutSaga', saga_id: this.id, state, steps: JSON.stringify(steps) };
  }

  #command(type: string, aggregate: string): TestEvent {
    const headers = { command_type: type, command_saga_type: 'CheckoutSaga', command_saga_id: this.id };
    return { aggregate, id: this.id, type, payload: {}, headers };
  }

  #handled(
    database: string,
    consumer: string,
    rows: Parameters<World['commit']>[1]['rows'],
    events: readonly TestEvent[],
  ): this {
    const { last } = this;
    const cause = { correlation: this.request.correlation, id: last.message.id, consumer };
    this.#sent(database, cause, rows, events);
    this.world.deliver(consumer, last.message, last.record);
    return this;
  }

  #sent(
    database: string,
    cause: CausedBy,
    rows: Parameters<World['commit']>[1]['rows'],
    events: readonly TestEvent[],
  ): this {
    for (const message of this.world.commit(database, { cause, rows: rows ?? [], events }))
      this.#last = { message, record: this.world.publish(message) };
    return this;
  }
}

const done = { 'claim-reservations': 'done', 'create-order': 'done' };

/** Up to the payment's command, which nobody has answered yet. */
export function untilPayment(world: World): Checkout {
  return new Checkout(world)
    .begin()
    .answers('inventory-db', 'inventory-commands', 'ReservationsClaimed')
    .moves('create-order', { 'claim-reservations': 'done', 'create-order': 'sent' }, 'CreateOrder', 'order')
    .answers('order-db', 'order-commands', 'OrderCreated')
    .moves('do-payment', { ...done, 'do-payment': 'sent' }, 'DoPayment', 'payment');
}

/** The payment is refused; the order is being rejected, which nobody has answered yet. */
export function untilRejection(world: World): Checkout {
  return untilPayment(world)
    .answers('payment-db', 'payment-commands', 'PaymentRefused', 'FAILURE')
    .moves(
      'undo create-order',
      { ...done, 'create-order': 'undoing', 'do-payment': 'refused' },
      'RejectOrder',
      'order',
    );
}

/** All that was done is undone, in reverse. */
export function compensated(world: World): Checkout {
  return untilRejection(world)
    .answers('order-db', 'order-commands', 'OrderRejected')
    .moves(
      'undo claim-reservations',
      { 'claim-reservations': 'undoing', 'create-order': 'undone', 'do-payment': 'refused' },
      'ReleaseReservations',
      'inventory',
    )
    .answers('inventory-db', 'inventory-commands', 'ReservationsReleased')
    .moves('COMPENSATED', {
      'claim-reservations': 'undone',
      'create-order': 'undone',
      'do-payment': 'refused',
    });
}

/** The command of s-2 waits for what s-1 has locked, and is refused in the transaction that gives that back. */
export function refusedAfterTheLock(world: World): { readonly holder: Checkout; readonly waiting: Checkout } {
  const holder = new Checkout(world).begin();
  const waiting = new Checkout(world, 's-2').begin();
  const { message: command } = waiting.last;
  waiting.isHandled('inventory-db', 'inventory-commands', []);
  holder
    .answers('inventory-db', 'inventory-commands', 'ReservationsClaimed')
    .moves('COMPLETED', { 'claim-reservations': 'done' }, 'SagaUnlock', 'inventory')
    .isHandled('inventory-db', 'inventory-commands', [waiting.reply(command, 'NothingReserved', 'FAILURE')]);
  waiting.takes(holder.last).moves('COMPENSATED', { 'claim-reservations': 'refused' });
  return { holder, waiting };
}

/** All steps done, those in parallel one after the other. */
export function completed(world: World): Checkout {
  const paid = { ...done, 'do-payment': 'done' };
  return untilPayment(world)
    .answers('payment-db', 'payment-commands', 'PaymentDone')
    .moves('finish', { ...paid, 'commit-reservations': 'sent' }, 'CommitReservations', 'inventory')
    .answers('inventory-db', 'inventory-commands', 'ReservationsCommitted')
    .moves('COMPLETED', { ...paid, 'commit-reservations': 'done', 'confirm-order': 'done' });
}

/** All steps done, those of the group under way at the same time. */
export function completedInParallel(world: World): Checkout {
  const paid = { ...done, 'do-payment': 'done' };
  const both = { ...paid, 'commit-reservations': 'sent', 'confirm-order': 'sent' };
  const saga = untilPayment(world).answers('payment-db', 'payment-commands', 'PaymentDone');
  const [commit, confirm] = saga.fansOut('finish', both, [
    ['CommitReservations', 'inventory'],
    ['ConfirmOrder', 'order'],
  ]);
  return saga
    .takes(commit!)
    .answers('inventory-db', 'inventory-commands', 'ReservationsCommitted')
    .moves('finish', { ...both, 'commit-reservations': 'done' })
    .takes(confirm!)
    .answers('order-db', 'order-commands', 'OrderConfirmed')
    .moves('COMPLETED', { ...paid, 'commit-reservations': 'done', 'confirm-order': 'done' });
}
