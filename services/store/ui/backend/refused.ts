/** The backend answered with a problem, which its `detail` explains. */
export class Refused extends Error {
  readonly status: number;
  readonly errors: readonly { readonly field: string; readonly rule: string }[];

  constructor(
    status: number,
    problem: { readonly detail: string; readonly errors?: Refused['errors'] | undefined },
  ) {
    super(problem.detail);
    this.name = 'Refused';
    this.status = status;
    this.errors = problem.errors ?? [];
  }
}
