interface Step {
  readonly what: string;
  readonly detail: string;
}

const longest = 60;

/** What a line of compose's plain progress tells people; undefined for what is detail. `services`: of the compose file. */
export function composeStep(line: string, services: readonly string[]): Step | undefined {
  // BuildKit: `#9 [relay build 4/6] RUN npm ci`.
  const built = /^#\d+ \[(?<service>\S+) (?<stage>[^\]]*\d+\/\d+)\] (?<work>.*)$/.exec(line)?.groups;
  if (built !== undefined)
    return { what: 'images', detail: `build ${built['stage']}: ${shortened(built['work'] ?? '')}` };
  const pulled = /^ *(?<service>\S+) (?<state>Pulling|Pulled) *$/.exec(line)?.groups;
  const { service = '', state = '' } = pulled ?? {};
  return services.includes(service)
    ? { what: 'images', detail: `${service} ${state.toLowerCase()}` }
    : undefined;
}

function shortened(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
