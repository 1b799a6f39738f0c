/**
 * A URL as it may be printed: the user stays, the password does not. Not `new URL`: MongoDB's may name several hosts. Of
 * one that is written wrongly rather too much is left out than a part of the password told.
 */
export function withoutPassword(url: string): string {
  return url
    .replace(/^([^:]*:\/\/[^:]*|(?![^:]*:\/\/)[^:]*):.*@/s, '$1:***@')
    .replaceAll(/([?&]\w*password=)[^&]*/gi, '$1***');
}
