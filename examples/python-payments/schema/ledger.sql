create table if not exists accounts (
    account text primary key,
    opening numeric(12, 2) not null check (opening >= 0)
);

create table if not exists bookings (
    payment_id uuid primary key,
    account    text not null references accounts,
    amount     numeric(12, 2) not null
);
