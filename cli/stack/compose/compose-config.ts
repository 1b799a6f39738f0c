import * as z from 'zod';

/** `docker compose config --format json`: only what is used of it. */
const configShape = z.object({
  services: z.record(
    z.string(),
    z.object({
      ports: z
        .array(
          z.object({
            target: z.number(),
            published: z.union([z.string(), z.number()]).optional(),
            host_ip: z.string().optional(),
            protocol: z.string().optional(),
          }),
        )
        .optional(),
      build: z.unknown().optional(),
      pull_policy: z.string().optional(),
      restart: z.string().optional(),
      healthcheck: z.unknown().optional(),
      depends_on: z.record(z.string(), z.object({ condition: z.string().optional() })).optional(),
    }),
  ),
});

/** A TCP port of this machine that a service is to have. */
export interface PublishedPort {
  readonly service: string;
  readonly port: number;
  /** The container's own. */
  readonly inside: number;
  /** Undefined: all addresses of this machine. */
  readonly address: string | undefined;
}

export interface ComposeConfig {
  readonly services: readonly string[];
  /** Those of the services that publish a port. */
  readonly publishing: readonly string[];
  /** What they publish, but for ranges, and ports that Docker is to choose. */
  readonly published: readonly PublishedPort[];
  /** Those that end when they are done: others wait for that, or they have no part in what goes on and are not started again. */
  readonly jobs: readonly string[];
  /** Those whose image comes from a registry. */
  readonly pulled: readonly string[];
}

export function parseConfig(json: string): ComposeConfig {
  const services = Object.entries(configShape.parse(JSON.parse(json)).services);
  const named = (keep: (service: (typeof services)[number][1]) => boolean): string[] =>
    services.flatMap(([name, service]) => (keep(service) ? [name] : []));
  const awaited = services.flatMap(([, { depends_on = {} }]) =>
    Object.entries(depends_on).flatMap(([name, { condition }]) =>
      condition === 'service_completed_successfully' ? [name] : [],
    ),
  );
  const loners = named(
    ({ restart, ports = [], healthcheck }) =>
      restart === 'no' && ports.length === 0 && healthcheck === undefined,
  );
  return {
    services: named(() => true),
    publishing: named(({ ports = [] }) => ports.length > 0),
    published: services.flatMap(([service, { ports = [] }]) =>
      ports.flatMap(({ target, published = '', host_ip: address, protocol = 'tcp' }): PublishedPort[] =>
        protocol === 'tcp' && /^[1-9]\d*$/.test(String(published))
          ? [{ service, port: Number(published), inside: target, address }]
          : [],
      ),
    ),
    jobs: [...new Set([...awaited, ...loners])],
    pulled: named(({ build, pull_policy }) => build === undefined && pull_policy !== 'never'),
  };
}

/** By which variable a compose file lets its port be chosen: `order-service` -> `ORDER_SERVICE_PORT`. */
export function portVariable(service: string): string {
  return `${service.replaceAll('-', '_').toUpperCase()}_PORT`;
}
