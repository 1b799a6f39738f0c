/** What is typed, and why where that does not show. */
export const examples: readonly { readonly command: string; readonly why?: string }[] = [
  { command: 'saga-lab run approve', why: 'run one scenario, stack and all' },
  { command: 'saga-lab run --tag smoke --reporter junit=out.xml' },
  { command: 'saga-lab run --all --shard 1/4 --retries 1 --artifacts out' },
  { command: 'saga-lab up --detach', why: 'start the services and leave them up' },
  { command: 'saga-lab status --json', why: 'addresses and process ids, for scripts' },
];

export const exitCodes: readonly { readonly code: string; readonly means: string }[] = [
  { code: '0', means: 'pass' },
  { code: '1', means: 'an assertion or invariant failed' },
  { code: '2', means: 'usage or invalid file' },
  { code: '3', means: 'the stack could not start or was lost' },
  { code: '4', means: 'inconclusive' },
  { code: '5', means: 'flaky (with --fail-on-flaky)' },
  { code: '70', means: 'internal error' },
  { code: '130 and 143', means: 'interrupted' },
];
