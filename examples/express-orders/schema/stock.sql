create table if not exists items (
  sku     text primary key,
  on_hand integer not null check (on_hand >= 0)
);

create table if not exists deliveries (
  delivery_no bigint generated always as identity primary key,
  sku         text not null references items,
  quantity    integer not null check (quantity > 0),
  request_id  text not null
);

create table if not exists reservations (
  order_no bigint primary key,
  sku      text not null references items,
  quantity integer not null
);
