import { readFile } from 'node:fs/promises';
import { exports } from '../exports/exports.ts';
import { toError } from '../lib/errors.ts';
import { readRecording } from '../runs/read/read-recording.ts';
import { retell } from '../runs/retell.ts';
import type { Artifact, KeptRun, MakeArtifacts } from './artifact.ts';
import { notPassed } from './story-logs.ts';

/** The recording of a run in which something did not pass, and the same as a page that opens without a network. */
export const recordedRun: MakeArtifacts = async ({ report, stories }: KeptRun) => {
  const { recording } = report;
  if (recording === undefined || stories.length === 0) return [];
  return [await rawOf(recording), await pageOf(recording)];
};

/** What cannot be kept is said in its place: the verdict of the run is not to be lost over it. */
async function rawOf(recording: string): Promise<Artifact> {
  try {
    return { name: `${notPassed}/run.sagarun`, content: await readFile(recording) };
  } catch (thrown) {
    return { name: `${notPassed}/run.sagarun.txt`, content: `${toError(thrown).message}\n` };
  }
}

async function pageOf(recording: string): Promise<Artifact> {
  try {
    const content = exports.html(retell(await readRecording(recording)));
    return { name: `${notPassed}/run.html`, content };
  } catch (thrown) {
    return { name: `${notPassed}/run.html.txt`, content: `${toError(thrown).message}\n` };
  }
}
