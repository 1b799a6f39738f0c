/** What `do: fail` throws at a seam. */
export class InjectedFault extends Error {
  constructor(at: string) {
    super(`Fault injected at ${at}`);
    this.name = 'InjectedFault';
  }
}
