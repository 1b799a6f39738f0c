import { github } from '../reporters/github.ts';
import { json } from '../reporters/json.ts';
import { junit } from '../reporters/junit.ts';
import type { MakeReporter } from '../reporters/reporter.ts';
import type { KeptRun, MakeArtifacts } from './artifact.ts';

/** The run as the reporters tell it, whichever of them was asked for. */
export const junitXml: MakeArtifacts = (run) => document('junit.xml', written(junit, run).text);
export const reportJson: MakeArtifacts = (run) => document('report.json', written(json, run).text);
export const summaryMd: MakeArtifacts = (run) => document('summary.md', written(github, run).summary);

function document(name: string, content: string): ReturnType<MakeArtifacts> {
  return Promise.resolve([{ name, content }]);
}

function written(make: MakeReporter, { report }: KeptRun): { text: string; summary: string } {
  const told = { text: '', summary: '' };
  const reporter = make({
    write: (text) => (told.text += text),
    summary: (markdown) => (told.summary += markdown),
    color: false,
    width: 120,
    tty: false,
  });
  reporter.on({ type: 'run-finished', report });
  return told;
}
