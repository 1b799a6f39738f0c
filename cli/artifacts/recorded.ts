import { readFile } from 'node:fs/promises';
import { exports } from '../exports/exports.ts';
import { readRecording } from '../runs/read/read-recording.ts';
import { retell } from '../runs/retell.ts';
import type { KeptRun, MakeArtifacts } from './artifact.ts';
import { notPassed } from './story-logs.ts';

/** The recording of a run in which something did not pass, and the same as a page that opens without a network. */
export const recordedRun: MakeArtifacts = async ({ report, stories }: KeptRun) => {
  const { recording } = report;
  if (recording === undefined || stories.length === 0) return [];
  return [
    { name: `${notPassed}/run.sagarun`, content: await readFile(recording) },
    { name: `${notPassed}/run.html`, content: exports.html(retell(await readRecording(recording))) },
  ];
};
