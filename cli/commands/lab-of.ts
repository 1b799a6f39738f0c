import type { Lab } from '../stack/lab.ts';
import { findLab, listLabs } from '../stack/labs.ts';
import { labHome, type LabHome } from '../stack/paths.ts';
import type { LabStatus } from '../stack/status.ts';
import type { CommandContext } from './context.ts';

export function homeOf({ env, homedir }: CommandContext): LabHome {
  return labHome(env, homedir);
}

/** The lab of that name if it is up. */
export function labUp(context: CommandContext, name: string): Promise<Lab | undefined> {
  return findLab(name, homeOf(context));
}

/** Whether a lab of that name runs or has kept data. */
export async function isThere(context: CommandContext, name: string): Promise<boolean> {
  return (await listLabs(homeOf(context))).some((lab) => lab.name === name);
}

/** What `status` says of a lab that is not there. */
export function downStatus(lab: string): LabStatus {
  return {
    v: 1,
    lab,
    state: 'down',
    stack: 'embedded',
    systems: [],
    services: [],
    databases: [],
    brokers: [],
    relays: [],
  };
}
