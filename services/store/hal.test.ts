import { describe, expect, it } from 'vitest';
import { linkTo, pageQuery, pageShape, toPage } from './hal.ts';
import * as z from 'zod';

const links = (page: number, total: number) =>
  toPage('cart', [], { host: 'shop:8080', total, page, size: 10 })._links;

describe('a page', () => {
  it('links to its neighbours, and to none where there is none', () => {
    const [first, second, third] = [0, 1, 2].map((page) => ({
      href: `http://shop:8080/cart?page=${page}&size=10`,
    }));
    expect(links(0, 25)).toEqual({ self: first, next: second });
    expect(links(1, 25)).toEqual({ self: second, prev: first, next: third });
    expect(links(2, 25)).toEqual({ self: third, prev: second });
    expect(links(0, 0)).toEqual({ self: first });
  });

  it('counts its items', () => {
    const page = toPage('cart', [1, 2], { host: 'shop', total: 22, page: 2, size: 10 });
    expect(page._embedded).toEqual({ cart: [1, 2] });
    expect(page.page).toEqual({ size: 10, totalElements: 22, totalPages: 3, number: 2 });
    expect(pageShape('cart', z.number()).parse(page)).toEqual(page);
  });

  it('is the first, of 20, where nobody asks for another', () => {
    expect(pageQuery.parse({})).toEqual({ page: 0, size: 20 });
    expect(pageQuery.safeParse({ size: '0' }).success).toBe(false);
    expect(pageQuery.safeParse({ page: '-1' }).success).toBe(false);
  });
});

describe('a link', () => {
  it('encodes what stands in it', () => {
    expect(linkTo('shop', 'cart', 'a/b c').href).toBe('http://shop/cart/a%2Fb%20c');
  });
});
