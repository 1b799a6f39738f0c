/** One process as proc_pid_stat(5) tells it. */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** Milliseconds on a CPU, its own and that of the children that it has seen end. */
  readonly cpuMs: number;
}

/** USER_HZ is 100 wherever Linux runs Node.js. */
const msPerTick = 10;

/** Fields 4 and 14 to 17. The name in field 2 may hold blanks and parentheses. */
export function parseStat(stat: string): ProcessStat {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid: Number.parseInt(stat, 10), parent: Number(fields[1]), cpuMs: ticks * msPerTick };
}
