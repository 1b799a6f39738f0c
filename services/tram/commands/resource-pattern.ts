/**
 * The variables of `pattern` in `resource`, undefined where it does not match: `/customers/{customerId}` finds
 * `{ customerId: '7' }` in `/customers/7`. A variable is one segment of the path.
 */
export function matchResource(pattern: string, resource: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = resource.split('/');
  if (wanted.length !== given.length) return undefined;
  const variables: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined ? segment !== value : value === '') return undefined;
    if (name !== undefined) variables[name] = value;
  }
  return variables;
}
