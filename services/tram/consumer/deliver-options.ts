import type { ConsumeOptions } from './consume-options.ts';
import type { RetryPolicy } from './retry-policy.ts';
import type { OutageOptions } from './until-available.ts';

/** What the handling of one record needs of it all. */
export type DeliverOptions<Context> = Omit<ConsumeOptions<Context>, 'broker' | 'channels' | 'retry' | 'log'> &
  OutageOptions & { readonly retry: RetryPolicy };
