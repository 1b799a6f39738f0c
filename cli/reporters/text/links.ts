/** Terminals by the name in TERM_PROGRAM, and the version from which on they do. */
const programs: Readonly<Record<string, readonly [major: number, minor: number] | undefined>> = {
  'iTerm.app': [3, 1],
  vscode: [1, 72],
  WezTerm: [0, 0],
  ghostty: [0, 0],
  Hyper: [0, 0],
};

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Whether a terminal makes links of OSC 8 (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda), by what it
 * says of itself; FORCE_HYPERLINK outranks that. tmux names itself, and hands them on in its newer versions only.
 */
export function wantsLinks(env: Env, isTTY: boolean): boolean {
  const forced = env['FORCE_HYPERLINK'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (!isTTY || env['TERM'] === 'dumb' || env['TMUX'] !== undefined) return false;
  const [major = 0, minor = 0] = (env['TERM_PROGRAM_VERSION'] ?? '').split('.').map(Number);
  const since = programs[env['TERM_PROGRAM'] ?? ''];
  if (since) return major > since[0] || (major === since[0] && minor >= since[1]);
  // GNOME Terminal and its kin from 0.50 on; 0.50.0 itself crashes over links.
  if (Number(env['VTE_VERSION'] ?? 0) > 5000) return true;
  return (
    env['WT_SESSION'] !== undefined || /^(xterm-kitty|xterm-ghostty|alacritty|foot)/.test(env['TERM'] ?? '')
  );
}

/** A web address in a text; one that was cut short leads nowhere. */
const address = /https?:\/\/[^\s\u2026"'<>()]+(?!\u2026)(?=$|[\s"'<>()])/g;

const osc = '\u001B]8;;';
const end = '\u001B\\';

/** The same text; where it is shown, each web address in it can be clicked. */
export function withLinks(text: string): string {
  return text.replaceAll(address, (url) => `${osc}${url}${end}${url}${osc}${end}`);
}
