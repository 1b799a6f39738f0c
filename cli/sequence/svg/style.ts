/** Colours as custom properties, so that a page that holds the drawing can set its own; dark where the reader's screen is. */
export const sequenceStyle = `
.seq { --seq-ink: #1f2328; --seq-dim: #59636e; --seq-line: #d1d9e0; --seq-ground: #ffffff; --seq-box: #f6f8fa;
  --seq-state: #ddf4ff; --seq-fault: #fff8c5; --seq-missing: #ffebe9; --seq-bad: #b3202a; background: var(--seq-ground); }
@media (prefers-color-scheme: dark) { .seq { --seq-ink: #e6edf3; --seq-dim: #9198a1; --seq-line: #3d444d;
  --seq-ground: #0d1117; --seq-box: #151b23; --seq-state: #0c2d4a; --seq-fault: #3b2f00; --seq-missing: #4a1418; --seq-bad: #ff8e88; } }
.seq text { font: 12px monospace; fill: var(--seq-ink); text-anchor: middle; dominant-baseline: central; }
.seq .seq-role { font-size: 10px; fill: var(--seq-dim); }
.seq .seq-name, .seq .seq-heading text { font-weight: bold; }
.seq .seq-life { stroke: var(--seq-line); }
.seq .seq-head { fill: var(--seq-box); stroke: var(--seq-dim); }
.seq .seq-arrow { stroke: var(--seq-ink); fill: none; }
.seq .seq-tip { stroke: var(--seq-ink); fill: var(--seq-ink); }
.seq .seq-dashed .seq-arrow, .seq .seq-reply .seq-arrow, .seq .seq-refusal .seq-arrow { stroke-dasharray: 5 4; }
.seq .seq-lost .seq-arrow, .seq .seq-lost .seq-tip, .seq .seq-refusal .seq-arrow, .seq .seq-refusal .seq-tip { stroke: var(--seq-bad); }
.seq .seq-ground { fill: var(--seq-ground); }
.seq .seq-state rect { fill: var(--seq-state); stroke: var(--seq-dim); }
.seq .seq-fault rect { fill: var(--seq-fault); stroke: var(--seq-dim); stroke-dasharray: 4 2; }
.seq .seq-missing rect { fill: var(--seq-missing); stroke: var(--seq-bad); stroke-width: 2; }
`.trim();
