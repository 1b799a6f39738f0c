import type { Effect } from '../effect.ts';
import type { Look } from '../look.ts';
import { faultForm } from './fault-form.ts';
import type { Form, Purpose } from './form.ts';
import { requestForm } from './request-form.ts';
import { runForm } from './run-form.ts';

/** What a form is about. All of it follows from what was typed and from what there is to see. */
export interface FormKind {
  title(form: Form): string;
  /** One line for the field. */
  about(form: Form, field: string, look: Look): string;
  /** What may stand in a field, where that can be told; other texts are not refused for it. */
  choices(form: Form, field: string, look: Look): readonly string[];
  /** What is wrong and how to right it, by field; empty where it can be done. */
  problems(form: Form, look: Look): ReadonlyMap<string, string>;
  /** To be asked only of a form without problems. */
  effect(form: Form, look: Look): Effect;
}

/** A new form is a file and a line here. */
const kinds: Readonly<Record<Purpose['kind'], FormKind>> = {
  run: runForm,
  request: requestForm,
  fault: faultForm,
};

export function kindOf({ purpose }: Form): FormKind {
  return kinds[purpose.kind];
}
