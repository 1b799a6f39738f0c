import { createServer, type Server } from 'node:http';
import type { PipelineStatus } from './pipeline.ts';
import type { RelayMode } from './session.ts';

export interface RelayHealth {
  readonly state: 'up' | 'starting' | 'standby';
  readonly mode: RelayMode;
  readonly pipelines: readonly PipelineStatus[];
}

/** Up when all are; standby when all others are up and some wait for another relay to end. */
export function relayHealth(mode: RelayMode, pipelines: readonly PipelineStatus[]): RelayHealth {
  const states = new Set(pipelines.map((pipeline) => pipeline.state));
  const state = states.has('starting') ? 'starting' : states.has('standby') ? 'standby' : 'up';
  return { state, mode, pipelines };
}

/** GET /health: 200 when every pipeline is up, else 503, the same document either way. */
export function healthServer(health: () => RelayHealth): Server {
  return createServer((request, response) => {
    if (request.url !== '/health') return void response.writeHead(404).end();
    if (request.method !== 'GET') return void response.writeHead(405, { allow: 'GET' }).end();
    const document = health();
    response.writeHead(document.state === 'up' ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document));
  });
}
