create table if not exists payments (
    payment_id uuid primary key,
    account    text not null,
    amount     numeric(12, 2) not null check (amount > 0),
    state      text not null default 'REQUESTED',
    reason     text
);
