import { join, posix } from 'node:path';
import type { LabFiles } from '../lab-files.ts';

interface OverrideOptions {
  readonly files: LabFiles;
  /** Names of the containers that write lines and take faults. */
  readonly observed: readonly string[];
  /** `uid:gid`; undefined: the image's own user. */
  readonly user: string | undefined;
}

const inside = '/lab';

/**
 * What a lab adds to a compose file to see what no row and no record shows, and to arm faults: the folders of lines and
 * faults, which both sides then have in common.
 */
export function overrideDocument({ files, observed, user }: OverrideOptions): object {
  const volumes = [
    { type: 'bind', source: literal(files.lines), target: `${inside}/lines` },
    { type: 'bind', source: literal(files.faults), target: `${inside}/faults` },
  ];
  const service = (name: string) => ({
    environment: {
      LINES_FILE: posix.join(inside, 'lines', `${name}.jsonl`),
      TRAM_FAULTS_FILE: posix.join(inside, 'faults', `${name}.json`),
    },
    volumes,
    ...(user !== undefined && { user }),
  });
  return { services: Object.fromEntries(observed.map((name) => [name, service(name)])) };
}

export function overrideFile({ content }: LabFiles): string {
  return join(content, 'compose.json');
}

/** Compose puts in variables for what follows a dollar sign. */
function literal(path: string): string {
  return path.replaceAll('$', '$$$$');
}
