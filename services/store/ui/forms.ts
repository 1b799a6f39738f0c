import * as z from 'zod';
import { type CardErrors, cardFields } from './pages/checkout.ts';
import type { Card } from './backend/backend.ts';

const maxUnits = 1_000;

export const addForm = z.object({
  productId: z.string().min(1),
  units: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number)
    .refine((units) => units >= 1 && units <= maxUnits),
});

export const deleteForm = z.object({ productId: z.string().min(1) });

const required = (what: string, maxLength: number) =>
  z
    .string(`Enter the ${what}`)
    .trim()
    .min(1, `Enter the ${what}`)
    .max(maxLength, `The ${what} must have at most ${maxLength} characters`);

/** As people type them, in groups. */
const digits = (what: string, least: number, most: number) =>
  required(what, 50).regex(
    new RegExp(`^[ -]*(\\d[ -]*){${least},${most}}$`),
    `The ${what} has ${least} to ${most} digits`,
  );

const cardForm = z.object({
  cardOwner: required('card owner', 200),
  cardNumber: digits('card number', 12, 19),
  checksum: digits('check number', 3, 4),
});

/** The card, or what is wrong with each field. */
export function readCard(form: unknown): { readonly card: Card } | { readonly errors: CardErrors } {
  const result = cardForm.safeParse(form);
  if (result.success) return { card: result.data };
  const messages = z.flattenError(result.error).fieldErrors;
  return {
    errors: Object.fromEntries(
      cardFields.flatMap((field) => {
        const [first] = messages[field] ?? [];
        return first === undefined ? [] : [[field, first]];
      }),
    ),
  };
}
