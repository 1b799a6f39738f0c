/** What `npm run test:real` found or installed; throws when the suite is run without it. */
export function tool(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run this suite by npm run test:real (docs/stacks.md).`);
  return value;
}
