import type { Coordinator } from '../groups/coordinator.ts';
import type { OffsetStore } from '../groups/offset-store.ts';
import type { LogLine } from '../log-line.ts';
import type { BrokerOptions } from '../options.ts';
import type { ProducerIds } from '../topics/producer-ids.ts';
import type { TopicStore } from '../topics/topic-store.ts';

/** What the handlers act on. */
export interface Broker {
  readonly options: BrokerOptions;
  readonly nodeId: number;
  readonly clusterId: string;
  /** Where clients reach it. */
  readonly address: { readonly host: string; readonly port: number };
  readonly topics: TopicStore;
  readonly offsets: OffsetStore;
  readonly groups: Coordinator;
  readonly producerIds: ProducerIds;
  readonly report: LogLine;
}

/** One request's surroundings. */
export interface RequestContext {
  readonly broker: Broker;
  readonly version: number;
  readonly clientId: string;
  readonly clientHost: string;
  /** Aborts when the client is gone or the broker stops: nothing is worth waiting for any more. */
  readonly signal: AbortSignal;
}

/** Answers one kind of request; null stands for no answer. A rejection closes the connection. */
export type Handler<Request, Response> = (
  request: Request,
  context: RequestContext,
) => Response | null | Promise<Response | null>;
