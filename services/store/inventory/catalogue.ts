import { createHash } from 'node:crypto';
import { Money } from '../../runtime/values/money.ts';
import { seededRandom } from '../seeded-random.ts';

export interface NewProduct {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly price: Money;
  /** On the shelves. */
  readonly units: number;
}

const origins = ['Assam', 'Ceylon', 'Darjeeling', 'Fujian', 'Himalaya', 'Kenya', 'Nepal', 'Nilgiri'];
const kinds = [
  'Black',
  'Green',
  'White',
  'Oolong',
  'Earl Grey',
  'Jasmine',
  'Chai',
  'Smoked',
  'Mint',
  'Ginger',
  'Lemon',
  'Rose',
  'Vanilla',
  'Bergamot',
  'Honey',
  'Orange',
];

export const maxProducts = origins.length * kinds.length;

/** As T2's: from 42 to 541 units. */
const leastUnits = 42;
const unitsRange = 500;
/** The largest number of T2's inventory. */
export const mostUnits = 2_147_483_647;

/** The shop's products in a fixed order, the same ones for the same seed: prices from 0.50 to 9.99. */
export function catalogue(seed: number, size: number): readonly NewProduct[] {
  const random = seededRandom(seed);
  return Array.from({ length: Math.min(size, maxProducts) }, (_, index) => {
    // Neighbours differ in both words.
    const kind = kinds[index % kinds.length];
    const origin = origins[(index + Math.floor(index / kinds.length)) % origins.length];
    const name = `${origin} ${kind}`;
    const price = Money.ofCents(50n + BigInt(Math.floor(random() * 950)));
    const units = leastUnits + Math.floor(random() * unitsRange);
    return { id: productId(seed, index), name, description: `very nice ${name} tea`, price, units };
  });
}

/** In the form of a UUID, as T2's. */
function productId(seed: number, index: number): string {
  const hex = createHash('sha256').update(`${seed} ${index}`).digest('hex');
  const version = `4${hex.slice(13, 16)}`;
  const variant = `8${hex.slice(17, 20)}`;
  return [hex.slice(0, 8), hex.slice(8, 12), version, variant, hex.slice(20, 32)].join('-');
}
