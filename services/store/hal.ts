import * as z from 'zod';
import { wholeNumber } from '../runtime/http/paging.ts';

/** Pages as Spring Data REST has them: `?page=&size=`, counted from 0. */
export const pageQuery = z.object({
  page: wholeNumber(0, 1_000_000).default(0),
  size: wholeNumber(1, 1_000).default(20),
});
export type PageQuery = z.output<typeof pageQuery>;

/** Links name the host that was asked. */
export const hostHeader = z.object({ host: z.string().default('127.0.0.1') });

const link = z.object({ href: z.string() });
export const selfLink = z.object({ self: link });

/** The shape of a page whose items stand under `name`. */
export function pageShape<I extends z.ZodType>(name: string, item: I) {
  return z.object({
    _embedded: z.object({ [name]: z.array(item) }),
    _links: selfLink.extend({ next: link.optional(), prev: link.optional() }),
    page: z.object({ size: z.int(), totalElements: z.int(), totalPages: z.int(), number: z.int() }),
  });
}

export function linkTo(host: string, ...path: readonly string[]): { readonly href: string } {
  return { href: `http://${host}/${path.map(encodeURIComponent).join('/')}` };
}

/** One page of `total` items, which can be asked for at `/name`. */
export function toPage<I>(
  name: string,
  items: readonly I[],
  { host, total, page, size }: PageQuery & { readonly host: string; readonly total: number },
) {
  const totalPages = Math.ceil(total / size);
  const linkToPage = (number: number) => ({
    href: `${linkTo(host, name).href}?page=${number}&size=${size}`,
  });
  return {
    _embedded: { [name]: [...items] },
    _links: {
      self: linkToPage(page),
      ...(page > 0 && { prev: linkToPage(page - 1) }),
      ...(page + 1 < totalPages && { next: linkToPage(page + 1) }),
    },
    page: { size, totalElements: total, totalPages, number: page },
  };
}
