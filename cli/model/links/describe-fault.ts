import type { HopRef } from '../hop.ts';
import type { Description } from './description.ts';
import type { FaultLink } from './link.ts';

export function describeFault({ firing: { line } }: FaultLink): Description {
  const { service, point, call } = line;
  const again = call === 1 ? '' : `, call ${call}`;
  return { type: line.do, service, label: `${line.do} at ${point}${again}`, ref: refOf(line) };
}

function refOf({
  database,
  consumer,
  message,
  topic,
  partition,
  offset,
  key,
}: FaultLink['firing']['line']): HopRef {
  return {
    ...(database !== undefined && { database }),
    ...(consumer !== undefined && { consumer }),
    ...(message !== undefined && { message }),
    ...(topic !== undefined && { topic }),
    ...(partition !== undefined && { partition }),
    ...(offset !== undefined && { offset }),
    ...(key !== undefined && { key }),
  };
}
