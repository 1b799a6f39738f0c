-- Messages that wait to be sent. poller.js sends them and sets sent_at.
create table if not exists outbox_messages (
  seq            bigserial primary key,
  event_uuid     uuid not null unique,
  topic          text not null,
  partition_key  text not null,
  kind           text not null,
  body           jsonb not null,
  correlation_id text not null,
  causation_id   text not null,
  created_at     timestamptz not null default now(),
  sent_at        timestamptz
);

create index if not exists outbox_messages_unsent on outbox_messages (seq) where sent_at is null;

-- Messages that a consumer has dealt with: Kafka may bring one twice.
create table if not exists processed_messages (
  consumer     text not null,
  message_uuid uuid not null,
  processed_at timestamptz not null default now(),
  primary key (consumer, message_uuid)
);
