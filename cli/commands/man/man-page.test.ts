import { Command } from 'commander';
import { expect, test } from 'vitest';
import { manPage } from './man-page.ts';

function program(): Command {
  const tool = new Command('saga-lab').description('Run, watch and prove.').version('1.2.3');
  tool
    .command('run [scenarios...]')
    .description("run scenarios,\n.not a macro \\n, one's own")
    .option('--relay <mode>', 'wal or polling', 'wal');
  const runs = tool.command('runs').description('the recorded runs');
  runs.command('prune').description('remove recordings').option('--keep <count>', 'so many');
  return tool;
}

test('every command has its usage, what it does and its options with their defaults', () => {
  const page = manPage(program());
  expect(page).toContain('.TH SAGA\\-LAB 1 "" "saga\\-lab 1.2.3"');
  expect(page).toContain('.SS run [scenarios...]\n');
  expect(page).toContain('.TP\n\\fB\\-\\-relay <mode>\\fR\nwal or polling (default: "wal")\n');
  expect(page).toContain('.SS runs prune\nremove recordings\n.TP\n\\fB\\-\\-keep <count>\\fR');
  expect(page).not.toContain('.SS runs\n');
});

test('text is text: no line of it is a macro, no sign an escape', () => {
  expect(manPage(program())).toContain('run scenarios,\n\\&.not a macro \\en, one\\(aqs own\n');
});

test('exit codes and the environment are told', () => {
  const page = manPage(program());
  expect(page).toContain('.SH EXIT STATUS\n.TP\n\\fB0\\fR\npass\n');
  expect(page).toContain('\\fBSAGA_LAB_HOME\\fR');
});
