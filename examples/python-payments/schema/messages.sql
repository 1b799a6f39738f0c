-- One row a message, in the transaction that changes what it tells of. Change data capture takes it from here.
create table if not exists outbox (
    id            uuid primary key,
    aggregatetype text not null,
    aggregateid   text not null,
    type          text not null,
    payload       jsonb not null
);

-- Ids of messages that were dealt with.
create table if not exists seen_messages (
    id      uuid primary key,
    seen_at timestamptz not null default now()
);
