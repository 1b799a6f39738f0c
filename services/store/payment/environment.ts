import * as z from 'zod';
import { flag, wholeNumber } from '../../runtime/process/env-values.ts';
import { sqlServiceEnv } from '../../runtime/process/service-env.ts';
import { cardKeyEnv } from '../card-key.ts';

const url = 'set it like T2_PAYMENT_PROVIDER_DUMMY_URL=http://127.0.0.1:8087/pay';
const seconds = 'set seconds above 0 and up to 60, such as T2_PAYMENT_PROVIDER_TIMEOUT=5';

/** T2's names and defaults, and what it lacks: more tries, and the circuit breaker. */
export const paymentEnv = sqlServiceEnv.extend(cardKeyEnv).extend({
  T2_PAYMENT_PROVIDER_DUMMY_URL: z
    .string(url)
    .refine((text) => URL.canParse(text) && /^https?:/.test(text), url)
    .transform((text) => new URL(text)),
  /** `false`: every payment succeeds, and nobody is asked. */
  T2_PAYMENT_PROVIDER_ENABLED: flag('set true or false').default(true),
  /** For one answer, in seconds. */
  T2_PAYMENT_PROVIDER_TIMEOUT: z
    .string(seconds)
    .regex(/^\d+(\.\d+)?$/, seconds)
    .transform(Number)
    .refine((number) => number > 0 && number <= 60, seconds)
    .default(5),
  T2_PAYMENT_PROVIDER_ATTEMPTS: wholeNumber(1, 10, 'set a number of tries from 1 to 10').default(3),
  /** Before the second try; doubled before each that follows. */
  T2_PAYMENT_PROVIDER_RETRY_MS: wholeNumber(0, 10_000, 'set 0 to 10000 milliseconds').default(100),
  /** So many failures in a row open the circuit breaker. */
  T2_PAYMENT_PROVIDER_BREAKER_FAILURES: wholeNumber(1, 1_000_000, 'set a number from 1').default(10),
  T2_PAYMENT_PROVIDER_BREAKER_OPEN_MS: wholeNumber(0, 600_000, 'set 0 to 600000 milliseconds').default(2_000),
});
export type PaymentEnv = z.output<typeof paymentEnv>;
