import { requiredText } from '../runtime/values/text.ts';

/** What can be the name of a field of a document, as the ids of products are in carts: MongoDB reads a dot or a dollar sign as more than a name. */
export const fieldName = requiredText(200).refine(
  (text) => !/[.$]/.test(text),
  'must not contain a dot or a dollar sign',
);
