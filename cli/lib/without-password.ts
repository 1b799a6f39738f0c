/** A URL as it may be printed: the user stays, the password does not. Not `new URL`: MongoDB's may name several hosts. */
export function withoutPassword(url: string): string {
  return url.replace(/^([a-z+]+:\/\/[^:/?]*):[^/?]*@/, '$1:***@');
}
