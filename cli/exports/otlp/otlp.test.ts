import { join } from 'node:path';
import protobuf from 'protobufjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RetoldRun } from '../../runs/recording.ts';
import { retoldRun } from '../testing/retold-runs.ts';
import { traceIdOf } from './ids.ts';
import { otlpOf } from './otlp.ts';
import type { Span } from './spans.ts';

interface Document {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { key: string; value: { stringValue: string } }[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

let run: RetoldRun;
let document: Document;
beforeAll(async () => {
  run = await retoldRun();
  document = JSON.parse(otlpOf(run)) as Document;
});

const spansIn = ({ resourceSpans }: Document) =>
  resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));

const named = (of: Document, name: string) => spansIn(of).find((span) => span.name === name)!;

/** OpenTelemetry's published schema, as its Maven artifact opentelemetry-proto 1.8.0 holds it. */
function requestType(): protobuf.Type {
  const root = new protobuf.Root();
  root.resolvePath = (_, target) => join(import.meta.dirname, 'testdata/proto', target);
  root.loadSync('opentelemetry/proto/collector/trace/v1/trace_service.proto');
  return root.lookupType('opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest');
}

describe('the OTLP export', () => {
  test('is a request of the published schema: encoded and decoded it is the same', () => {
    const type = requestType();
    const message = type.fromObject(document);
    expect(type.verify(message)).toBeNull();
    const decoded = type.decode(type.encode(message).finish());
    // Ids are hex in OTLP's JSON and base64 in protobuf's own; both have the same letters, so they come back as they went.
    expect(type.toObject(decoded, { longs: String, bytes: String, arrays: true })).toMatchObject(document);
  });

  test('has a field that the schema does not know for an error, so that the test above can fail', () => {
    const type = requestType();
    const forged = { resourceSpans: [{ ...document.resourceSpans[0], resource_name: 'x' }] };
    expect(type.toObject(type.fromObject(forged))).not.toMatchObject(forged);
  });

  test('a hop is a span, its cause its parent, in the trace of its correlation', () => {
    const spans = spansIn(document);
    const { chain } = run.scenarios[0]!;
    expect(spans).toHaveLength(chain.length);
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    expect(byId.size).toBe(chain.length);
    for (const span of spans) {
      expect(span.traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(span.spanId).toMatch(/^[0-9a-f]{16}$/);
      if (span.parentSpanId !== undefined) expect(byId.get(span.parentSpanId)?.traceId).toBe(span.traceId);
      expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano));
    }
    expect(spans.filter(({ parentSpanId }) => parentSpanId === undefined)).toHaveLength(
      chain.filter(({ cause }) => cause === null).length,
    );
  });

  test('requests serve, outbox and relay produce, handlers consume; each for as long as it took', () => {
    expect(named(document, 'POST /orders')).toMatchObject({ kind: 2 });
    expect(named(document, 'create OrderCreated')).toMatchObject({ kind: 4 });
    expect(named(document, 'send OrderCreated')).toMatchObject({ kind: 4 });
    const handled = named(document, 'process OrderCreated');
    expect(handled).toMatchObject({ kind: 5 });
    expect(BigInt(handled.endTimeUnixNano) - BigInt(handled.startTimeUnixNano)).toBe(1_000_000n);
    expect(handled.attributes).toEqual(
      expect.arrayContaining([
        { key: 'messaging.system', value: { stringValue: 'kafka' } },
        { key: 'messaging.destination.name', value: { stringValue: 'Order' } },
        { key: 'messaging.kafka.offset', value: { intValue: '0' } },
        { key: 'messaging.operation.type', value: { stringValue: 'process' } },
      ]),
    );
  });

  test('a resource is a service', () => {
    const names = document.resourceSpans.map(({ resource }) => resource.attributes[0]?.value.stringValue);
    expect(names).toEqual(expect.arrayContaining(['order-service', 'customer-service', 'relay']));
    expect(new Set(names).size).toBe(names.length);
  });

  test('what is missing is a span in error, where its cause was', async () => {
    const broken = JSON.parse(otlpOf(await retoldRun([{ unrelayed: ['OrderCreated'] }]))) as Document;
    const missing = spansIn(broken).find(({ name }) => name.startsWith('missing: OrderCreated not relayed'))!;
    const sent = named(broken, 'create OrderCreated');
    expect(missing).toMatchObject({ status: { code: 2 }, parentSpanId: sent.spanId });
    expect(missing.startTimeUnixNano).toBe(sent.startTimeUnixNano);
  });

  test("a trace's id is the correlation that the messages' headers say, or made of it", () => {
    expect(traceIdOf('0000019aa4c5b7d0-00005e8fa1b2c3d4')).toBe('0000019aa4c5b7d000005e8fa1b2c3d4');
    expect(traceIdOf('mine')).toMatch(/^[0-9a-f]{32}$/);
    expect(traceIdOf('0000000000000000-0000000000000000')).toMatch(/[1-9a-f]/);
  });
});
