import { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Money } from '../../runtime/values/money.ts';
import { type Behaviour, behaviourByChance, behaviourOfCard, type Settings } from './behaviour.ts';
import { Ledger, type Payment } from './ledger.ts';

export interface InstituteOptions extends Settings {
  /** How long an answer takes that is not late; undefined as T2: by chance up to half a time-out. */
  readonly latencyMs: number | undefined;
  readonly random: () => number;
}

export interface PaymentRequest {
  readonly key: string;
  readonly cardNumber: string;
  readonly total: Money;
}

/** `failed`: nothing was done, and it may be asked for again. */
export type PaymentAnswer = 'charged' | 'refused' | 'cancelled' | 'failed';

/** A provider of payments that fails on demand. It remembers as long as it runs. */
export class Institute {
  readonly ledger = new Ledger();
  readonly #options: InstituteOptions;
  /** Emits the key of what is settled while it is waited for: there is nothing to wait for any more. */
  readonly #settled = new EventEmitter().setMaxListeners(0);
  settings: Settings;
  /** Goes before anything else, one for each time that a payment is asked for. */
  script: readonly Behaviour[] = [];

  constructor(options: InstituteOptions) {
    this.#options = options;
    const { timeoutMs, failureRate, timeoutRate } = options;
    this.settings = { timeoutMs, failureRate, timeoutRate };
  }

  async pay({ key, cardNumber, total }: PaymentRequest): Promise<PaymentAnswer> {
    const payment = this.ledger.ask(key, total);
    if (payment.state !== 'pending') {
      this.#settled.emit(eventOf(key));
      return payment.state;
    }
    const behaviour = this.#next(cardNumber, payment);
    if (behaviour === 'fail') return 'failed';
    if (behaviour === 'timeout') await this.#late(key);
    const { state } = this.ledger.settle(key, behaviour === 'refuse' ? 'refused' : 'charged');
    await (behaviour === 'lost' ? this.#late(key) : delay(this.#latencyMs()));
    return state === 'pending' ? 'failed' : state;
  }

  /** Settles it: cancelled, unless it was charged or refused before. */
  cancel(key: string): Payment {
    const payment = this.ledger.settle(key, 'cancelled');
    this.#settled.emit(eventOf(key));
    return payment;
  }

  async #late(key: string): Promise<void> {
    const ended = new AbortController();
    const end = () => ended.abort();
    this.#settled.once(eventOf(key), end);
    await delay(this.settings.timeoutMs, undefined, { signal: ended.signal }).catch(() => {});
    this.#settled.off(eventOf(key), end);
  }

  #next(cardNumber: string, { asked }: Payment): Behaviour {
    const [scripted, ...rest] = this.script;
    if (scripted !== undefined) {
      this.script = rest;
      return scripted;
    }
    return behaviourOfCard(cardNumber, asked - 1) ?? behaviourByChance(this.settings, this.#options.random);
  }

  #latencyMs(): number {
    const { latencyMs, random } = this.#options;
    return latencyMs ?? Math.floor((random() * this.settings.timeoutMs) / 2);
  }
}

/** No key is the name of an event that means something else. */
function eventOf(key: string): string {
  return `settled ${key}`;
}
