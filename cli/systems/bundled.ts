import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The systems that come with the lab, in the order in which a bare scenario name is looked up. */
const order = ['customers-and-orders', 'store', 'orchestrated-orders', 'shipments'] as const;

/** Beside this module both in the sources and in dist, whatever the current folder is. */
const services = fileURLToPath(new URL('../../services/', import.meta.url));

/** Wrong on purpose, for teaching: each is run by name, never because everything is. */
export const counterexamples: ReadonlySet<string> = new Set(['naive-dual-write']);

const naive = ['naive-dual-write', join(services, 'customers-and-orders/naive-dual-write.yaml')] as const;

/** System files by name. */
export function bundledSystems(): ReadonlyMap<string, string> {
  const files = order.map((name) => [name, join(services, name, 'system.yaml')] as const);
  return new Map([...files, naive].filter(([, file]) => existsSync(file)));
}
