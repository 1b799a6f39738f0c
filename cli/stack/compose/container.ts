import * as z from 'zod';

/** One container of a project, as the engine describes it. */
export interface Container {
  readonly id: string;
  readonly name: string;
  /** Its name in the compose file. */
  readonly service: string;
  readonly image: string;
  readonly status: string;
  /** Of its last end; 0 before there was one. */
  readonly exitCode: number;
  /** Undefined where nobody looks after its health. */
  readonly health: string | undefined;
  readonly env: ReadonlyMap<string, string>;
  /** Port of this machine by the container's own. */
  readonly ports: ReadonlyMap<number, number>;
}

export const serviceLabel = 'com.docker.compose.service';
export const projectLabel = 'com.docker.compose.project';
/** Filter of the engine: what `docker compose run` makes carries a service's name, but is not the service. */
export const noOneOff = 'label=com.docker.compose.oneoff=False';

/** `docker inspect` (Engine API 1.41, ContainerInspect): only what is used of it. */
const inspected = z.array(
  z.object({
    Id: z.string(),
    Name: z.string(),
    State: z.object({
      Status: z.string(),
      ExitCode: z.number(),
      Health: z.object({ Status: z.string() }).nullish(),
    }),
    Config: z.object({
      Image: z.string(),
      Env: z.array(z.string()).nullish(),
      Labels: z.record(z.string(), z.string()),
    }),
    NetworkSettings: z.object({
      Ports: z.record(z.string(), z.array(z.object({ HostPort: z.string() })).nullable()).nullish(),
    }),
  }),
);

export function parseContainers(json: string): readonly Container[] {
  return inspected.parse(JSON.parse(json)).map(({ Id, Name, State, Config, NetworkSettings }) => ({
    id: Id,
    name: Name.replace(/^\//, ''),
    service: Config.Labels[serviceLabel] ?? '',
    image: Config.Image,
    status: State.Status,
    exitCode: State.ExitCode,
    health: State.Health?.Status === 'none' ? undefined : State.Health?.Status,
    env: new Map((Config.Env ?? []).map(assignment)),
    ports: new Map(
      Object.entries(NetworkSettings.Ports ?? {}).flatMap(([own, bindings]) => {
        const published = bindings?.[0]?.HostPort;
        return published === undefined ? [] : [[Number.parseInt(own, 10), Number(published)] as const];
      }),
    ),
  }));
}

function assignment(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
