import { rename, rm, writeFile } from 'node:fs/promises';
import type { LabState } from '../lab-state.ts';
import { identify, type Identity } from '../processes/identity.ts';

export interface StateSource {
  readonly lab: string;
  readonly ephemeral: boolean;
  readonly control: LabState['control'];
  /** What runs now. */
  processes(): readonly { readonly name: string; readonly pid: number | null }[];
}

/** Keeps a lab's state file current: writes follow each other, each appears whole, and only its owner can read it. */
export class StateFile {
  readonly #file: string;
  readonly #source: StateSource;
  readonly #identities = new Map<number, Promise<Identity | undefined>>();
  #writing: Promise<void> = Promise.resolve();
  #queued = false;
  #removed = false;

  constructor(file: string, source: StateSource) {
    this.#file = file;
    this.#source = source;
  }

  /** Resolves when the file shows all that was so at the time of the call. */
  save(): Promise<void> {
    if (!this.#queued) {
      this.#queued = true;
      this.#writing = this.#writing.then(() => {
        this.#queued = false;
        return this.#removed ? undefined : this.#write();
      });
    }
    return this.#writing;
  }

  async remove(): Promise<void> {
    this.#removed = true;
    await this.#writing;
    await rm(this.#file, { force: true });
  }

  async #write(): Promise<void> {
    const unfinished = `${this.#file}.new`;
    await writeFile(unfinished, JSON.stringify(await this.#snapshot()), { mode: 0o600 });
    await rename(unfinished, this.#file);
  }

  async #snapshot(): Promise<LabState> {
    const { lab, ephemeral, control } = this.#source;
    const supervisor = await this.#identity(process.pid);
    if (supervisor === undefined) throw new Error('this process cannot find itself in the list of processes');
    const named = this.#source.processes().map(async ({ name, pid }) => {
      const identity = pid === null ? undefined : await this.#identity(pid);
      return identity === undefined ? [] : [{ name, ...identity }];
    });
    return { v: 1, lab, ephemeral, supervisor, control, processes: (await Promise.all(named)).flat() };
  }

  /** Asked once: a process keeps its beginning. */
  #identity(pid: number): Promise<Identity | undefined> {
    const known = this.#identities.get(pid) ?? identify(pid);
    this.#identities.set(pid, known);
    return known;
  }
}
