/** No answer to a confirmation: the order may have been placed or not, and a second try may be a second order. */
export class MaybeOrderedError extends Error {
  constructor(cause: unknown) {
    super('Nobody can say whether the order was placed', { cause });
    this.name = 'MaybeOrderedError';
  }
}
