/** Who holds a lock, and whose messages wait for one. */
export interface SagaKey {
  readonly sagaType: string;
  readonly sagaId: string;
}
