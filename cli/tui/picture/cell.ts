/** A cell of the terminal, in units of the picture; `baseline` is measured from its top. */
export const cell = { width: 8.4, height: 18, fontSize: 14, baseline: 13.2 } as const;
