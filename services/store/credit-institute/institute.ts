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
    if (payment.state !== 'pending') return payment.state;
    const behaviour = this.#next(cardNumber, payment);
    if (behaviour === 'fail') return 'failed';
    if (behaviour === 'timeout') await delay(this.settings.timeoutMs);
    const { state } = this.ledger.settle(key, behaviour === 'refuse' ? 'refused' : 'charged');
    await delay(behaviour === 'lost' ? this.settings.timeoutMs : this.#latencyMs());
    return state === 'pending' ? 'failed' : state;
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
