/** The first keeps the plain id, so that a repeat changes nothing about it. */
export function numbered(id: string, index: number): string {
  return index <= 0 ? id : `${id}#${index + 1}`;
}
