import { mkdtemp, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toError, UsageError } from '../lib/errors.ts';
import { makeFolder } from '../lib/make-folder.ts';
import type { RunEvent } from '../scenario/events.ts';
import type { RunReport } from '../scenario/report.ts';
import type { KeptStory, MakeArtifacts } from './artifact.ts';
import { junitXml, reportJson, summaryMd } from './documents.ts';
import { endsOf, excerptsSince, type LogFiles } from './log-excerpts.ts';
import { recordedRun } from './recorded.ts';
import { notPassed, storyLogs } from './story-logs.ts';

/** A new artefact is a file and a line here. */
const table: readonly MakeArtifacts[] = [junitXml, reportJson, summaryMd, storyLogs, recordedRun];

/** Gathers what is worth keeping while a run lasts, and writes it into one folder when it is over. */
export class Artifacts {
  readonly #folder: string;
  readonly #shown: string;
  readonly #stories: KeptStory[] = [];
  #logs: LogFiles = {};
  #ends: ReadonlyMap<string, number> = new Map();
  #report: RunReport | undefined;

  private constructor(folder: string, shown: string) {
    this.#folder = folder;
    this.#shown = shown;
  }

  /**
   * Makes the folder if there is none, and removes what an earlier run left of scenarios that did not pass; all else
   * in it stays. `shown` is the path as errors name it. @throws UsageError when nothing can be written there
   */
  static async open(folder: string, shown: string): Promise<Artifacts> {
    const artifacts = new Artifacts(folder, shown);
    await artifacts.#try(async () => {
      makeFolder(folder);
      await rmdir(await mkdtemp(join(folder, '.saga-lab-')));
      await rm(join(folder, notPassed), { recursive: true, force: true });
    });
    return artifacts;
  }

  /** The logs of the lab, known once it is up. */
  watch(logs: LogFiles): void {
    this.#logs = logs;
  }

  on(event: RunEvent): void {
    if (event.type === 'scenario-started') this.#ends = endsOf(this.#logs);
    if (event.type === 'scenario-finished' && event.report.verdict !== 'pass')
      this.#stories.push({ report: event.report, logs: excerptsSince(this.#logs, this.#ends) });
    if (event.type === 'run-finished') this.#report = event.report;
  }

  /** Writes all there is, once the run is over. @throws UsageError */
  async save(): Promise<void> {
    const report = this.#report;
    if (report === undefined) return;
    for (const make of table) {
      for (const { name, content } of await make({ report, stories: this.#stories })) {
        const path = join(this.#folder, name);
        await this.#try(async () => {
          makeFolder(dirname(path));
          await writeFile(path, content);
        });
      }
    }
  }

  async #try(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (thrown) {
      const { message } = toError(thrown);
      throw new UsageError(`--artifacts ${this.#shown}: cannot write there: ${message}`, { cause: thrown });
    }
  }
}
