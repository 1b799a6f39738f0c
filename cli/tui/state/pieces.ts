/** A text cut into lines of at most so many characters; nothing of it is left out. */
export function pieces(text: string, width: number): string[] {
  const characters = Array.from(text);
  const count = Math.max(1, Math.ceil(characters.length / width));
  return Array.from({ length: count }, (_, index) =>
    characters.slice(index * width, (index + 1) * width).join(''),
  );
}
