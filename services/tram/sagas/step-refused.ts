/**
 * A local step says no, and the saga compensates. Throw it before anything is changed: what the step has done in its
 * transaction by then is committed with the rest.
 */
export class StepRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StepRefused';
  }
}
