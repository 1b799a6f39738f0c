import { toError } from '../../lib/errors.ts';
import { paintWith } from '../../reporters/text/paint.ts';
import { tally, verdictWord } from '../../reporters/text/verdict.ts';
import { worst } from '../../scenario/finding.ts';
import type { LoadedScenario } from '../../scenario/load.ts';
import type { ScenarioReport } from '../../scenario/report.ts';
import type { Scalar } from '../../scenario/scalar.ts';
import type { LabSession } from '../../tui/session/lab-session.ts';
import { codeOf } from '../verdict-code.ts';

/** What is run, one after another, as soon as the screen is there. */
export interface Beginning {
  readonly scenarios: readonly LoadedScenario[];
  readonly variables: Readonly<Record<string, Scalar>>;
}

type Asked = Pick<Beginning, 'variables'> & { readonly scenarios: readonly Pick<LoadedScenario, 'id'>[] };

/** The scenarios that the command line asked for, on a screen: what they come to is what the command comes to. */
export class AskedRuns {
  readonly #asked: Asked;
  readonly #reports: ScenarioReport[] = [];
  #error: Error | undefined;
  #left = false;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  /** Runs them; ends early at what keeps them from running, as without a screen, and when the screen is left. */
  async runIn(session: Pick<LabSession, 'run'>): Promise<void> {
    try {
      for (const { id } of this.#asked.scenarios) {
        if (this.#left) return;
        const report = await session.run(id, this.#asked.variables);
        if (report) this.#reports.push(report);
      }
    } catch (thrown) {
      // What the user gave up by leaving is no error.
      if (!this.#left) this.#error = toError(thrown);
    }
  }

  /** The screen is about to go: what is not finished never will be. */
  leave(): void {
    this.#left = true;
  }

  /** As of `run` without a screen; what did not come to its end is inconclusive. @throws what kept them from running */
  get exitCode(): number {
    if (this.#error) throw this.#error;
    return codeOf(this.#verdict);
  }

  /** One line for who has left the screen. */
  summary(color: boolean): string {
    const missing = this.#missing === 0 ? '' : `, ${this.#missing} did not come to an end`;
    return `${verdictWord(this.#verdict, paintWith(color))} ${tally(this.#reports)}${missing}`;
  }

  get #missing(): number {
    return this.#asked.scenarios.length - this.#reports.length;
  }

  get #verdict() {
    const verdicts = this.#reports.map(({ verdict }) => verdict);
    return worst(this.#missing > 0 ? [...verdicts, 'inconclusive'] : verdicts);
  }
}
