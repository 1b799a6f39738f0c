import { Box, Text, useInput, useStdout } from 'ink';
import { useEffect, useSyncExternalStore } from 'react';
import { textOf, type Theme } from '../screen/theme.ts';
import { eventsOf } from '../terminal/input.ts';
import type { Store } from './store.ts';

/** The screen as ink sees it: a text a line. What stands in them is decided elsewhere. */
export function App({ store, theme }: { readonly store: Store; readonly theme: Theme }) {
  const lines = useSyncExternalStore(store.subscribe, store.lines);
  const { stdout } = useStdout();
  useInput((input, key) => {
    for (const event of eventsOf(input, key)) store.dispatch(event);
  });
  useEffect(() => {
    const resized = () =>
      store.dispatch({ kind: 'resized', size: { columns: stdout.columns, rows: stdout.rows - 1 } });
    stdout.on('resize', resized);
    return () => void stdout.off('resize', resized);
  }, [store, stdout]);
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
