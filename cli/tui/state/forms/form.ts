/** A few named texts that are typed before something is done. */
export interface Form {
  readonly purpose: Purpose;
  readonly fields: readonly FormField[];
  /** Index of the field that keys go to. */
  readonly focus: number;
  /** Whether it was sent off once: from then on every problem is told, not only that of the field typed. */
  readonly tried: boolean;
}

export interface FormField {
  readonly name: string;
  readonly value: string;
}

export type Purpose =
  | { readonly kind: 'run'; readonly scenario: string }
  | { readonly kind: 'request' }
  | { readonly kind: 'fault' };

export function newForm(purpose: Purpose, values: Readonly<Record<string, string>>): Form {
  const fields = Object.entries(values).map(([name, value]) => ({ name, value }));
  return { purpose, fields, focus: 0, tried: false };
}

/** The text of a field; empty where the form has none of that name. */
export function valueOf({ fields }: Form, name: string): string {
  return fields.find((field) => field.name === name)?.value ?? '';
}

export function withValue(form: Form, index: number, value: string): Form {
  const fields = form.fields.map((field, at) => (at === index ? { ...field, value } : field));
  return { ...form, fields };
}
