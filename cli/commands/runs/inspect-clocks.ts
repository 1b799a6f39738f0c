import { clocksOf } from '../../model/clocks/clocks-of.ts';
import { labClock } from '../../model/clocks/readings.ts';
import type { ClockDifference } from '../../model/clocks/differences.ts';
import { clockSentences, differenceText, unsteadyText } from '../../reporters/text/clock-text.ts';
import { jsonText } from '../../reporters/text/json-text.ts';
import type { Paint } from '../../reporters/text/paint.ts';
import type { RecordedScenario } from '../../runs/recording.ts';

/**
 * What is to be known of the clocks before times of several of them are compared; nothing where all may agree. Of each system
 * its last scenario is asked about all of them: the models of a long run, folded one by one, would take their time.
 */
export function clockNotes(scenarios: readonly RecordedScenario[], paint: Paint): string[] {
  const last = new Map(scenarios.map((scenario) => [scenario.report.system, scenario]));
  return [...last].flatMap(([system, { model }]) => {
    const correlations = scenarios
      .filter(({ report }) => report.system === system)
      .flatMap(({ chainSource }) => chainSource.correlations);
    return clockSentences(clocksOf(model, correlations)).map((text) => paint.unsure(`clocks: ${text}`));
  });
}

/** Each two clocks that can be compared: the lab's first. */
export function clocksText(scenarios: readonly RecordedScenario[], paint: Paint): string[] {
  return scenarios.flatMap(({ title, model, chainSource }) => {
    const { differences, unsteady } = clocksOf(model, chainSource.correlations);
    const lines = [
      ...(unsteady.length === 0 ? [] : [unsteadyText(unsteady)]),
      ...once(differences).map(differenceText),
    ];
    const shown = lines.length === 0 ? ['no two clocks can be compared'] : lines;
    return [paint.strong(title), ...shown.map((line) => `  ${line}`)];
  });
}

export function clocksJson(run: string, recorded: readonly RecordedScenario[]): string {
  const scenarios = recorded.map(({ title, model, chainSource }) => {
    const { differences, unsteady } = clocksOf(model, chainSource.correlations);
    return { title, differences: once(differences).map(withoutInfinity), unsteady };
  });
  return jsonText({ v: 1, run, scenarios }, 2);
}

function once(differences: readonly ClockDifference[]): ClockDifference[] {
  return [
    ...differences.filter(({ other }) => other === labClock),
    ...differences.filter(({ clock, other }) => clock !== labClock && other !== labClock && clock < other),
  ];
}

/** JSON has none: null is what is not known. */
function withoutInfinity({ fromMs, toMs, ...clocks }: ClockDifference) {
  return { ...clocks, fromMs: finite(fromMs), toMs: finite(toMs) };
}

function finite(ms: number): number | null {
  return Number.isFinite(ms) ? Math.round(ms * 1000) / 1000 : null;
}
