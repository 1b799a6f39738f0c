import { describe, expect, it } from 'vitest';
import { childTraceparent } from './traceparent.ts';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = `00-${trace}-00f067aa0ba902b7-01`;

describe('traceparent', () => {
  it('continues the trace of its parent with a span of its own', () => {
    const child = childTraceparent(parent);
    expect(child).toMatch(new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    expect(child).not.toBe(parent);
  });

  it('keeps the flags', () => {
    expect(childTraceparent(parent.replace(/01$/, '00'))).toMatch(/-00$/);
  });

  it('understands later versions by their first four fields', () => {
    expect(childTraceparent(`cc-${trace}-00f067aa0ba902b7-01-more`)).toContain(trace);
  });

  it.each([
    ['none', undefined],
    ['text', 'hello'],
    ['version ff', parent.replace(/^00/, 'ff')],
    ['upper case', parent.toUpperCase()],
    ['a trace id of zeros', parent.replace(trace, '0'.repeat(32))],
    ['a span id of zeros', parent.replace('00f067aa0ba902b7', '0'.repeat(16))],
  ])('begins a trace when the parent is %s', (_case, parent) => {
    const root = childTraceparent(parent);
    expect(root).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(root).not.toContain(trace);
  });
});
