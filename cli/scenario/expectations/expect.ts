import { awaitFinding } from '../await-finding.ts';
import type { CurrentRun } from '../current-run.ts';
import type { Finding, Outcome } from '../finding.ts';
import { poll } from '../poll.ts';
import type { Expectation } from '../schema.ts';
import { fill } from '../variables.ts';
import { findEvents } from './events.ts';
import { findHops } from './hops.ts';
import { findRows } from './rows.ts';
import { findView } from './view.ts';

/** Waits for one expectation: over HTTP by asking, all others by looking at the model after every observation. */
export function expectOne(run: CurrentRun, expectation: Expectation): Promise<Outcome> {
  const withinMs = expectation.within ?? run.limits.withinMs;
  if (expectation.eventually !== undefined) return poll(run, expectation.eventually, withinMs);
  const { deadline, limits, ports } = run;
  const options = { withinMs, catchUpMs: limits.catchUpMs, deadline, signal: ports.signal };
  return awaitFinding(lookFor(run, fill(expectation, run.variables)), ports.world, options);
}

function lookFor(run: CurrentRun, { events, rows, view, hops }: Expectation): () => Finding {
  const { model, system } = run.ports.world;
  if (events !== undefined) return () => findEvents(model, run.correlations, events);
  if (rows !== undefined) return () => findRows(model, rows);
  if (view !== undefined) return () => findView(model, system, view);
  if (hops !== undefined) return () => findHops(model, run.correlations, hops);
  throw new TypeError('An expectation without a kind cannot come out of the schema');
}
