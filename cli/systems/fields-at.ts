import * as z from 'zod';
import type { Path } from './yaml-file.ts';

type Node = z.core.JSONSchema._JSONSchema;

/** Names of the fields that the schema knows at `path`, of all alternatives there. */
export function fieldsAt(schema: z.ZodType, path: Path): string[] {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  const nodes = path.reduce<Node[]>((at, step) => at.flatMap((node) => children(node, step)), [root]);
  return nodes.flatMap(alternatives).flatMap((node) => Object.keys(node.properties ?? {}));
}

function children(node: Node, step: PropertyKey): Node[] {
  return alternatives(node).flatMap((alternative) => {
    if (typeof step === 'number') return flat(alternative.items);
    const own = alternative.properties?.[String(step)];
    return own === undefined ? flat(alternative.additionalProperties) : [own];
  });
}

function alternatives(node: Node): z.core.JSONSchema.BaseSchema[] {
  if (typeof node === 'boolean') return [];
  return [
    node,
    ...[...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])].flatMap(alternatives),
  ];
}

function flat(node: Node | Node[] | undefined): Node[] {
  return node === undefined ? [] : Array.isArray(node) ? node : [node];
}
