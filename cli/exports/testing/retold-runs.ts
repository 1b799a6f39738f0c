import type { Mishaps } from '../../model/testing/customers-and-orders.ts';
import { keepRecording } from '../../runs/kept-recording.ts';
import type { RetoldRun } from '../../runs/recording.ts';
import { retell } from '../../runs/retell.ts';
import { headerOf } from '../../runs/testing/record-story.ts';
import { playRun } from '../../runs/testing/recorded-runs.ts';
import { system } from '../../scenario/testing/story.ts';

/** A real run of the story against played labs, one after another, told again. */
export async function retoldRun(runs: readonly Mishaps[] = [{}], text?: string): Promise<RetoldRun> {
  const { heard } = await playRun(runs, text);
  const kept = keepRecording();
  kept.add({ header: headerOf(system) });
  for (const each of heard) {
    if (each === 'watched anew') kept.add({ watchedAnew: true });
    else kept.add('kind' in each ? { o: each } : { event: each });
  }
  return retell(kept.recording()!);
}

/** The same run with all texts of its chain, findings and names replaced by one that means harm. */
export function withHostileText(run: RetoldRun, text: string): RetoldRun {
  const scenarios = run.scenarios.map((scenario) => {
    const chain = scenario.chain.map((hop) => ({
      ...hop,
      id: `${hop.id}${text}`,
      cause: hop.cause === null ? null : `${hop.cause}${text}`,
      label: text,
      type: text,
      service: `${hop.service}${text}`,
      ref: { ...hop.ref, key: text, error: text },
    }));
    const report = {
      ...scenario.report,
      name: text,
      verdict: 'fail' as const,
      steps: [{ name: text, verdict: 'fail' as const, ms: 1, error: text }],
      expectations: [{ name: text, verdict: 'fail' as const, ms: 1, error: text, lastSeen: text }],
      invariants: [{ name: text, verdict: 'fail' as const, proof: [text] }],
      chain,
    };
    const { model, observations, chainSource } = scenario;
    return { title: text, report, chain, model, observations, chainSource };
  });
  const header = { ...run.header, lab: text, label: text };
  return { ...run, header, scenarios, damage: text };
}
