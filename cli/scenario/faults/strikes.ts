import { listed } from '../../model/indexes/multimap.ts';
import { awaitFinding } from '../await-finding.ts';
import type { CurrentRun } from '../current-run.ts';
import type { Finding, Outcome } from '../finding.ts';
import type { ExpectationReport } from '../report.ts';
import { reported } from '../reported.ts';
import type { ArmedFaults } from './arm-faults.ts';
import type { Fault } from './fault-schema.ts';

/** Waits for each fault that the scenario declares to strike; when the story went wrong already, only looks. */
export function strikes(
  run: CurrentRun,
  { arming, byProcess }: ArmedFaults,
  met: boolean,
): Promise<ExpectationReport[]> {
  const waits = [...byProcess].flatMap(([process, faults]) =>
    faults.map((fault, index) => {
      const look = () => lookFor(run, arming, process, index);
      return reported(run, nameOf(fault), () => struck(run, look, met ? run.limits.withinMs : 0));
    }),
  );
  return Promise.all(waits);
}

/** One that does not strike says nothing about the system: the story was not the one declared. */
async function struck(run: CurrentRun, look: () => Finding, withinMs: number): Promise<Outcome> {
  const { deadline, limits, ports } = run;
  const options = { withinMs, catchUpMs: limits.catchUpMs, deadline, signal: ports.signal };
  const outcome = await awaitFinding(look, ports.world, options);
  return outcome.verdict === 'fail' ? { ...outcome, verdict: 'inconclusive' } : outcome;
}

function lookFor({ ports: { world } }: CurrentRun, arming: string, process: string, index: number): Finding {
  const seen = listed(world.model.faults, arming)
    .filter((firing) => firing.process === process && firing.line.index === index)
    .map(({ line }) => `${line.do}, call ${line.call}`);
  return seen.length > 0
    ? { holds: true, seen }
    : { holds: false, seen, why: 'it did not strike: nothing reached its seam, or not so often' };
}

function nameOf({ at, do: action, when }: Fault): string {
  return `fault ${at}: ${action} ${when}`;
}
