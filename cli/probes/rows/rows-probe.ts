import { StackError, toError } from '../../lib/errors.ts';
import type { Emit } from '../probe.ts';
import { startWalProbe, type RowsProbe, type WalProbeOptions } from '../wal/wal-probe.ts';
import { pollRows } from './poll-rows.ts';
import { whyNotStreamed } from './why-not-streamed.ts';

/**
 * Watches the rows of a database through its write-ahead log, and where the server or the role does not allow that, by
 * reading the tables again and again. Rejects with StackError when neither can be.
 */
export async function startRowsProbe(options: WalProbeOptions, emit: Emit): Promise<RowsProbe> {
  const why = await whyNotStreamed(options);
  if (why !== undefined) return pollRows(options, emit, why);
  try {
    return await startWalProbe(options, emit);
  } catch (thrown) {
    const refusal = refusalOf(thrown);
    if (refusal === undefined) throw thrown;
    return pollRows(options, emit, refusal);
  }
}

/**
 * SQLSTATEs of a server that streams to no more (53300 too_many_connections: WAL senders, 53400 configuration_limit_exceeded:
 * slots), and to nobody of this name (28000, 28P01 by pg_hba.conf, 42501 insufficient_privilege).
 * Source: PostgreSQL, Appendix A, and `CheckSlotRequirements`, `InitWalSender`.
 */
const refusals: ReadonlySet<string> = new Set(['53300', '53400', '28000', '28P01', '42501']);

function refusalOf(thrown: unknown): string | undefined {
  const error = thrown instanceof StackError && thrown.cause !== undefined ? thrown.cause : thrown;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return refusals.has(code) ? `PostgreSQL does not stream to it: ${toError(error).message}` : undefined;
}
