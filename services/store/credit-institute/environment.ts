import { rate, wholeNumber } from '../../runtime/process/env-values.ts';
import { webServiceEnv } from '../../runtime/process/service-env.ts';

const longest = 600_000;

/** T2's defaults. With both rates 0 and a latency of 0 nothing is left to chance, and only the test cards and a script fail. */
export const creditInstituteEnv = webServiceEnv.extend({
  CREDIT_INSTITUTE_TIMEOUT_MS: wholeNumber(0, longest, 'set 0 or more milliseconds').default(1_000),
  CREDIT_INSTITUTE_FAILURE_RATE: rate('set a rate from 0 to 1').default(0.1),
  CREDIT_INSTITUTE_TIMEOUT_RATE: rate('set a rate from 0 to 1').default(0.1),
  CREDIT_INSTITUTE_LATENCY_MS: wholeNumber(
    0,
    longest,
    'leave it unset for a random one, or set 0 or more milliseconds',
  ).optional(),
  CREDIT_INSTITUTE_SEED: wholeNumber(0, 2_147_483_647, 'set a number from 0 to 2147483647').default(5),
});
