create table if not exists orders (
  order_no  bigint generated always as identity primary key,
  customer  text not null,
  sku       text not null,
  quantity  integer not null check (quantity > 0),
  status    text not null default 'placed',
  reason    text,
  placed_at timestamptz not null default now()
);
