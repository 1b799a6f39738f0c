import type { RetoldRun } from '../../runs/recording.ts';
import { attributesOf } from './attributes.ts';
import { spansOf, type Span } from './spans.ts';

/**
 * Traces as OTLP's JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): what a collector takes at
 * `/v1/traces`, and Jaeger opens as a file. A trace a correlation, a resource a service.
 */
export function otlpOf(run: RetoldRun): string {
  const { header } = run;
  const byService = new Map<string, Span[]>();
  for (const { service, span } of run.scenarios.flatMap(spansOf)) {
    const spans = byService.get(service);
    if (spans) spans.push(span);
    else byService.set(service, [span]);
  }
  const resourceSpans = [...byService].map(([service, spans]) => ({
    resource: {
      attributes: attributesOf({
        'service.name': service,
        'service.namespace': run.scenarios[0]?.report.system,
        'saga_lab.run.id': header.id,
        'saga_lab.stack': header.stack,
        'saga_lab.stack.label': header.label,
        'saga_lab.lab': header.lab,
      }),
    },
    scopeSpans: [{ scope: { name: 'saga-lab', version: header.versions.sagaLab }, spans }],
  }));
  return `${JSON.stringify({ resourceSpans }, null, 2)}\n`;
}
