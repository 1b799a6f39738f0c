import { flag } from '../runtime/process/env-values.ts';

export const sqlLog = flag(
  'leave it unset, or set SQL_LOG=true to have every statement in the log',
).optional();
