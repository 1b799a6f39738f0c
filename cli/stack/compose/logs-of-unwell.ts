import type { Container } from './container.ts';
import type { Docker } from './docker-cli.ts';
import { containersOf } from './project.ts';

const lastLines = '20';

/** The last words of a project's containers that have ended or are unhealthy, to be added to a message; empty when all are well. */
export async function logsOfUnwell(docker: Docker, project: string): Promise<string> {
  const unwell = (await containersOf(docker, project).catch(() => [])).filter(isUnwell);
  const told = unwell.map(async ({ service, id, status, health }) => {
    const said: string[] = [];
    const onLine = (line: string) => void said.push(`    ${line}`);
    await docker(['logs', '--tail', lastLines, id], { onLine }).catch(() => undefined);
    const words = said.length === 0 ? ' It wrote no log.' : ` Last lines of its log:\n${said.join('\n')}`;
    return `\n${service} is ${health ?? status}.${words}`;
  });
  return (await Promise.all(told)).join('');
}

function isUnwell({ status, health }: Container): boolean {
  return health === 'unhealthy' || ['exited', 'restarting', 'dead'].includes(status);
}
