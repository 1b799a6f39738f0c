import * as z from 'zod';

/** `docker compose config --format json`: only what is used of it. */
const configShape = z.object({
  services: z.record(
    z.string(),
    z.object({
      ports: z.array(z.unknown()).optional(),
      build: z.unknown().optional(),
      pull_policy: z.string().optional(),
    }),
  ),
});

export interface ComposeConfig {
  readonly services: readonly string[];
  /** Those of the services that publish a port. */
  readonly publishing: readonly string[];
  /** Those whose image comes from a registry. */
  readonly pulled: readonly string[];
}

export function parseConfig(json: string): ComposeConfig {
  const services = Object.entries(configShape.parse(JSON.parse(json)).services);
  const named = (keep: (service: (typeof services)[number][1]) => boolean): string[] =>
    services.flatMap(([name, service]) => (keep(service) ? [name] : []));
  return {
    services: named(() => true),
    publishing: named(({ ports = [] }) => ports.length > 0),
    pulled: named(({ build, pull_policy }) => build === undefined && pull_policy !== 'never'),
  };
}

/** By which variable a compose file lets its port be chosen: `order-service` -> `ORDER_SERVICE_PORT`. */
export function portVariable(service: string): string {
  return `${service.replaceAll('-', '_').toUpperCase()}_PORT`;
}
