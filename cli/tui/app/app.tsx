import { Box, Text, useInput, useStdout } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import { textOf, type Theme } from '../screen/theme.ts';
import type { TuiState } from '../state/state.ts';
import { eventsOf } from '../terminal/input.ts';
import { sizeOf } from '../terminal/terminal.ts';
import type { Store } from './store.ts';

export interface AppProps {
  readonly store: Store;
  readonly themeBy: (name: TuiState['theme']) => Theme;
}

/** The screen as ink sees it: a text a line. What stands in them is decided elsewhere. */
export function App({ store, themeBy }: AppProps) {
  const { lines, theme: name } = useSyncExternalStore(store.subscribe, store.picture);
  const { stdout } = useStdout();
  useInput((input, key) => {
    for (const event of eventsOf(input, key)) store.dispatch(event);
  });
  useEffect(() => {
    const resized = () => store.dispatch({ kind: 'resized', size: sizeOf(stdout) });
    stdout.on('resize', resized);
    return () => void stdout.off('resize', resized);
  }, [store, stdout]);
  const theme = themeBy(name);
  return (
    <Box flexDirection="column">
      {lines.map((line, index) => (
        <Text key={index} wrap="truncate-end">
          {textOf(line, theme)}
        </Text>
      ))}
    </Box>
  );
}
