import { randomBytes } from 'node:crypto';
import { deferred } from '../../lib/deferred.ts';
import { toError } from '../../lib/errors.ts';
import { removeContent } from '../lab-content.ts';
import { startSentinel } from '../processes/sentinel.ts';
import { startControlServer } from './control-server.ts';
import type { LabOwner, LabOwnerOptions } from './lab-owner.ts';
import type { Progress, SupervisorConfig } from './protocol.ts';
import { StateFile } from './state-file.ts';

export interface OpenLab {
  readonly supervisor: LabOwner;
  /** Resolves when it was stopped and everybody who asked for that has been answered. */
  readonly ended: Promise<void>;
}

/** A supervisor with its state file and its control port; stopping it takes all of that away. */
export async function openLab(
  config: SupervisorConfig,
  listener: { progress(progress: Progress): void; log(line: string): void },
): Promise<OpenLab> {
  const { lab, files, ephemeral } = config;
  const cleanedUp = deferred();
  const sentinel = await startSentinel();
  const supervisor: LabOwner = await ownerOf({
    config,
    sentinel,
    ...listener,
    onChange: () => void save(),
    cleanUp: async () => {
      await sentinel.stop();
      try {
        if (ephemeral) await removeContent(files);
        // Last: as long as it is there, the next command tries again to remove the rest.
        await stateFile.remove();
      } finally {
        cleanedUp.resolve();
      }
    },
  });
  const control = await startControlServer(supervisor, randomBytes(24).toString('hex'));
  const stateFile = new StateFile(files.state, {
    lab,
    ephemeral,
    control: control.access,
    processes: () => supervisor.processes,
  });
  const save = (): Promise<void> =>
    stateFile.save().catch((thrown: unknown) => {
      listener.log(`The state file cannot be written: ${toError(thrown).message}`);
    });
  await stateFile.save();
  return { supervisor, ended: cleanedUp.promise.then(() => control.close()) };
}

/** Each kind is loaded only where it is asked for. */
async function ownerOf(options: LabOwnerOptions): Promise<LabOwner> {
  const { stack } = options.config;
  if (stack.kind !== 'compose') {
    const { Supervisor } = await import('./supervisor.ts');
    return new Supervisor(options, stack);
  }
  const { ComposeLab } = await import('../compose/compose-lab.ts');
  return new ComposeLab(options, stack);
}
