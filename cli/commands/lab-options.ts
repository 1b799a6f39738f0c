import { Option, type Command } from 'commander';

/** A lab by its name. */
export function inLab(command: Command): Command {
  return command.option('--lab <name>', 'which lab', 'default');
}

/** A lab that is started where none is up: with which systems, on which servers. */
export function withStack(command: Command): Command {
  return withServers(inLab(command)).option(
    '--system <name|file>',
    'a system that comes with the lab, or a system file (repeatable)',
    collect,
    [],
  );
}

/** Where the servers of a lab that is started come from. */
export function withServers(command: Command): Command {
  return command
    .addOption(
      new Option('--stack <kind>', 'where the servers come from')
        .choices(['embedded', 'compose', 'external'])
        .env('SAGA_LAB_STACK'),
    )
    .addOption(new Option('--broker <host:port>', 'external: the Kafka bootstrap').env('SAGA_LAB_BROKER'))
    .addOption(
      new Option('--rabbitmq <url>', 'external: the RabbitMQ server, for a system made for it').env(
        'SAGA_LAB_RABBITMQ',
      ),
    )
    .addOption(new Option('--postgres <url>', 'external: the PostgreSQL server').env('SAGA_LAB_POSTGRES'))
    .addOption(new Option('--mongodb <url>', 'external: the MongoDB server').env('SAGA_LAB_MONGODB'))
    .addOption(
      new Option('--compose-file <file>', "compose: a file of one's own").env('SAGA_LAB_COMPOSE_FILE'),
    )
    .addOption(
      new Option(
        '--compose-project <name>',
        'compose: a project that runs, and is neither started nor stopped',
      ).env('SAGA_LAB_COMPOSE_PROJECT'),
    )
    .addOption(
      new Option('--relay <mode>', 'stream the write-ahead log, or poll the outbox (default wal)')
        .choices(['wal', 'polling'])
        .env('SAGA_LAB_RELAY'),
    )
    .option('-q, --quiet', 'no progress on stderr');
}

/** For an option that may be given several times. */
export function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
