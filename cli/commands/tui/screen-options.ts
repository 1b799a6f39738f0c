import { Option, type Command } from 'commander';
import type { Config } from '../../tui/config/config.ts';
import { themeAbouts, themeNames, type ThemeName } from '../../tui/state/themes.ts';
import { colorLevelOf, type CommandContext } from '../context.ts';

export interface ScreenFlags {
  readonly config?: string;
  readonly theme?: ThemeName;
  readonly ascii?: boolean;
  readonly mouse?: boolean;
}

export interface ScreenOptions {
  readonly config: Config;
  readonly colorLevel: 0 | 1 | 2 | 3;
}

const themesText = Object.entries(themeAbouts)
  .map(([name, about]) => `${name}: ${about}`)
  .join('; ');

export function withScreen(command: Command): Command {
  return command
    .addOption(
      new Option('--theme <name>', `how it looks (${themesText}); NO_COLOR is heeded`).choices(themeNames),
    )
    .option('--ascii', 'draw with ASCII characters only')
    .option('--mouse', 'click to choose, the wheel to scroll');
}

/** Flags before the config file, the config file before what the terminal seems to be able to show. @throws UserError */
export async function screenOptions(context: CommandContext, flags: ScreenFlags): Promise<ScreenOptions> {
  const { loadConfig } = await import('../../tui/config/load.ts');
  const config = await loadConfig(context, flags.config);
  return {
    config: {
      ...config,
      theme: flags.theme ?? config.theme,
      ascii: flags.ascii === true || config.ascii || !writesUnicode(context.env),
      mouse: flags.mouse === true || config.mouse,
    },
    colorLevel: colorLevelOf(context.env),
  };
}

/** What POSIX says decides the character set; where nothing is set, terminals of today take UTF-8. */
function writesUnicode({ LC_ALL, LC_CTYPE, LANG, TERM }: CommandContext['env']): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG;
  return TERM !== 'linux' && (!locale || /utf-?8/i.test(locale));
}
