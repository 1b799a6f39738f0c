type Env = Readonly<Record<string, string | undefined>>;

/**
 * Whether a terminal makes links of OSC 8 (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda), by what it
 * says of itself; FORCE_HYPERLINK outranks that. tmux names itself, and hands them on in its newer versions only.
 */
export function wantsLinks(env: Env, isTTY: boolean): boolean {
  const forced = env['FORCE_HYPERLINK'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (!isTTY || env['TERM'] === 'dumb' || env['TMUX'] !== undefined) return false;
  const [major, minor] = (env['TERM_PROGRAM_VERSION'] ?? '').split('.').map(Number);
  const isFrom = (first: number, second: number) =>
    (major ?? 0) > first || (major === first && (minor ?? 0) >= second);
  switch (env['TERM_PROGRAM']) {
    case 'iTerm.app':
      return isFrom(3, 1);
    case 'vscode':
      return isFrom(1, 72);
    case 'WezTerm':
    case 'ghostty':
    case 'Hyper':
      return true;
    default:
      return (
        env['WT_SESSION'] !== undefined ||
        /^(xterm-kitty|xterm-ghostty|alacritty|foot)/.test(env['TERM'] ?? '') ||
        // GNOME Terminal and its kin from 0.50 on; 0.50.0 itself crashes over links.
        Number(env['VTE_VERSION'] ?? 0) > 5000
      );
  }
}

/** A web address in a text; one that was cut short leads nowhere. */
const address = /https?:\/\/[^\s\u2026"'<>()]+(?!\u2026)(?=$|[\s"'<>()])/g;

const osc = '\u001B]8;;';
const end = '\u001B\\';

/** The same text; where it is shown, each web address in it can be clicked. */
export function withLinks(text: string): string {
  return text.replaceAll(address, (url) => `${osc}${url}${end}${url}${osc}${end}`);
}
