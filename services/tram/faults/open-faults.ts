import { readFileSync, renameSync, watch, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { LineWriter } from '../observe/line-writer.ts';
import { ArmedFaults } from './armed-faults.ts';
import { type Arming, armingSchema, type ArmingState, stateFileOf, stateSchema } from './arming.ts';
import { faults } from './seam.ts';

export interface OpenFaultsOptions {
  /** TRAM_FAULTS_FILE; where it is unset, nothing can ever be armed. The file need not be there yet, its folder must. */
  readonly file: string | undefined;
  /** Name of the process, for the lines. */
  readonly service: string;
  readonly lines: LineWriter;
}

interface OpenFaults {
  /** Disarms, and looks no more. */
  close(): void;
}

/**
 * Arms the seams of this process with what the lab writes into a file, now and whenever it changes, and answers in the
 * state file beside it (ADR 12). A process that comes back goes on counting where it ended.
 */
export function openFaults({ file, service, lines }: OpenFaultsOptions): OpenFaults {
  if (file === undefined) return { close: () => undefined };
  let armedId: string | undefined;

  function load(path: string): void {
    const arming = readJson(path, armingSchema);
    if (arming === undefined || arming.id === armedId) return;
    armedId = arming.id;
    const calls = callsOf(arming, readJson(stateFileOf(path), stateSchema));
    const save = () => writeWhole(stateFileOf(path), { id: arming.id, calls });
    faults.armed =
      arming.faults.length === 0
        ? undefined
        : new ArmedFaults({ service, arming, calls, save, lines, crash });
    save();
  }

  load(file);
  const watcher = watch(dirname(file), { persistent: false }, (_event, name) => {
    if (name === basename(file)) load(file);
  });
  return {
    close() {
      watcher.close();
      faults.armed = undefined;
    },
  };
}

function callsOf({ id, faults: list }: Arming, state: ArmingState | undefined): number[] {
  return list.map((_, index) => (state?.id === id ? (state.calls[index] ?? 0) : 0));
}

/** Undefined where there is no such file. Whoever writes it renames it into place, so that it is never half there. */
function readJson<T>(file: string, schema: { parse(value: unknown): T }): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function writeWhole(file: string, state: ArmingState): void {
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function crash(): void {
  process.kill(process.pid, 'SIGKILL');
}
