import { Window, type HTMLElement } from 'happy-dom';

interface EmbeddedRun {
  readonly v: number;
  readonly scenarios: readonly {
    readonly title: string;
    readonly verdict: string;
    readonly moments: readonly { readonly label: string }[];
    readonly chain: readonly { readonly id: string; readonly kind: string; readonly label: string }[];
  }[];
}

/** A page as a browser holds it. happy-dom neither lays out nor holds a page to its policy: a real browser does that. */
export class Page {
  readonly window = new Window();

  constructor(html: string) {
    this.window.document.write(html.replace(/^<!doctype html>\n/, ''));
  }

  get data(): EmbeddedRun {
    return JSON.parse(this.one('#run').textContent) as EmbeddedRun;
  }

  /** Runs the page's own script, as the browser would. */
  run(): this {
    this.window.eval(`'use strict';(() => {${this.one('script[type=module]').textContent}})()`);
    return this;
  }

  one(selector: string): HTMLElement {
    const found = this.window.document.querySelector(selector);
    if (found === null) throw new Error(`the page has no ${selector}`);
    return found as HTMLElement;
  }

  all(selector: string): HTMLElement[] {
    return [...this.window.document.querySelectorAll(selector)] as HTMLElement[];
  }

  /** What can be seen of the panes' things, in order. */
  shown(pane: string): string[] {
    return this.all(`.pane-${pane} > ol > li`)
      .filter((item) => !item.hidden)
      .map((item) => (item.querySelector('.thing')?.textContent ?? '').replaceAll(/\s+/g, ' ').trim());
  }

  goTo(moment: number): void {
    const range = this.window.document.querySelector('input[type=range]') as unknown as { value: string };
    range.value = String(moment);
    this.one('input[type=range]').dispatchEvent(new this.window.Event('input', { bubbles: true }));
  }

  press(target: HTMLElement, key: string): void {
    target.dispatchEvent(new this.window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  }
}
