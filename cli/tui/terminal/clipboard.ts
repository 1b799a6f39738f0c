import type { Outcome } from '../state/effect.ts';

/** What terminals take at most in one OSC 52 sequence, in bytes of base64. */
const most = 100_000;

/**
 * Puts text into the clipboard of whoever looks at the terminal, over SSH too, by OSC 52 (XTerm Control Sequences,
 * "Manipulate Selection Data"). tmux passes it on in an envelope of its own, where `allow-passthrough` is on.
 */
export function copyBy(write: (text: string) => void, inTmux: boolean): (text: string) => Outcome {
  return (text) => {
    const data = Buffer.from(text).toString('base64');
    if (data.length > most)
      return {
        ok: false,
        text: `${text.length} characters are more than a terminal takes; nothing was copied`,
      };
    const sequence = `\u001B]52;c;${data}\u0007`;
    write(inTmux ? `\u001BPtmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}\u001B\\` : sequence);
    return { ok: true, text: `copied ${text.length} characters` };
  };
}
