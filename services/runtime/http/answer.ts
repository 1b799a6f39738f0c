export interface AnswerOptions<Body> {
  /** Left out, the answer has no body. */
  readonly body?: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a handler answers with where its route's usual success does not say it: another status, or headers. */
export class Answer<Body> {
  readonly status: number;
  readonly options: AnswerOptions<Body>;

  constructor(status: number, options: AnswerOptions<Body> = {}) {
    this.status = status;
    this.options = options;
  }
}
