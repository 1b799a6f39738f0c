/** Recordings that come with the package, made by `npm run docs:runs`: a saga to look at without any lab. */
export const shippedRuns = ['approve', 'credit-exceeded', 'crash-between-commit-and-publish'] as const;
