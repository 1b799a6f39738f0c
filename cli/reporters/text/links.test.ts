import { describe, expect, test } from 'vitest';
import { wantsLinks, withLinks } from './links.ts';

describe('which terminals make links', () => {
  test.each([
    ['GNOME Terminal', { VTE_VERSION: '7600' }],
    ['kitty', { TERM: 'xterm-kitty' }],
    ['iTerm 3.4', { TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.4.19' }],
    ['Visual Studio Code', { TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.95.0' }],
    ['Windows Terminal', { WT_SESSION: 'a-guid' }],
    ['one that is told to', { TERM: 'xterm', FORCE_HYPERLINK: '1' }],
  ])('%s does', (_, env) => {
    expect(wantsLinks(env, true)).toBe(true);
  });

  test.each([
    ['one that says nothing', { TERM: 'xterm-256color' }],
    ['GNOME Terminal of the version that crashes', { VTE_VERSION: '5000' }],
    ['iTerm 3.0', { TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.15' }],
    ['tmux within one that does', { VTE_VERSION: '7600', TMUX: '/tmp/tmux-0/default,1,0' }],
    ['one that is told not to', { TERM: 'xterm-kitty', FORCE_HYPERLINK: '0' }],
  ])('%s does not', (_, env) => {
    expect(wantsLinks(env, true)).toBe(false);
  });

  test('a pipe does not', () => {
    expect(wantsLinks({ VTE_VERSION: '7600' }, false)).toBe(false);
  });
});

test('an address becomes a link to itself; what is read stays the same', () => {
  expect(withLinks('open http://127.0.0.1:8086/ui now')).toBe(
    'open \u001B]8;;http://127.0.0.1:8086/ui\u001B\\http://127.0.0.1:8086/ui\u001B]8;;\u001B\\ now',
  );
});

test('an address that was cut short is no link', () => {
  expect(withLinks('http://127.0.0…86/ui')).toBe('http://127.0.0…86/ui');
});
