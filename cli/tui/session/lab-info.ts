import type { Outcome } from '../state/effect.ts';
import type { SessionInfo } from '../state/look.ts';
import type { Health } from './health.ts';

export interface LabInfoOptions {
  readonly starting: SessionInfo;
  readonly changed: () => void;
  readonly news: (news: Outcome) => void;
}

/** What a screen says of its lab; what becomes worse is news too, as the header alone may be overlooked. */
export class LabInfo {
  readonly #options: LabInfoOptions;
  #info: SessionInfo;
  #health: Health | undefined;
  #unspooled: string | undefined;

  constructor(options: LabInfoOptions) {
    this.#options = options;
    this.#info = options.starting;
  }

  get now(): SessionInfo {
    // Until its servers are known a lab is starting, or has failed to.
    const health = this.#info.endpoints === undefined ? undefined : this.#health;
    const troubles = [health?.trouble, this.#unspooled].filter((text) => text !== undefined);
    return {
      ...this.#info,
      ...(health && { state: health.state }),
      ...(troubles.length > 0 && { trouble: troubles.join('; ') }),
    };
  }

  inform(change: Partial<SessionInfo>): void {
    this.#info = { ...this.#info, ...change };
    this.#options.changed();
  }

  /** How the lab is. That it is gone is news; its processes come and go by the user's own hand. */
  readonly feel = (health: Health): void => {
    const before = this.#health;
    if (before?.state === health.state && before.trouble === health.trouble) return;
    this.#health = health;
    this.#options.changed();
    const { trouble, because } = health;
    if (health.state === 'gone' && before?.state !== 'gone')
      this.#worse([trouble, because].filter((text) => text !== undefined).join('. '));
  };

  /** Why older moments cannot leave memory; undefined while they can. */
  spoolFails(failure: string | undefined): void {
    const text =
      failure === undefined
        ? undefined
        : `what is older stays in memory, as it cannot be kept on disk (${failure}): make room there`;
    const isNews = text !== this.#unspooled;
    this.#unspooled = text;
    if (isNews) this.#worse(text);
  }

  #worse(text: string | undefined): void {
    if (text !== undefined) this.#options.news({ ok: false, text });
  }
}
