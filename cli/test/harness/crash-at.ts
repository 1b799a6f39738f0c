import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Seam } from '../../../services/tram/faults/seam.ts';

export interface CrashOptions {
  /** Type of the message in whose handling. */
  readonly handler: string;
  readonly seam: Seam;
  /** The how manieth time that the seam is reached. */
  readonly call: number;
}

/** A file for TRAM_FAULTS_FILE, below `folder`, that has a process end there as by kill -9, once, also when it is started again. */
export function crashAt(folder: string, { handler, seam, call }: CrashOptions): string {
  const file = join(folder, 'faults.json');
  const fault = {
    at: `${handler}.${seam}`,
    handler,
    seam,
    do: { kind: 'crash' },
    when: { kind: 'onCall', call },
  };
  writeFileSync(file, JSON.stringify({ id: 'crash', seed: 1, faults: [fault] }));
  return file;
}
