"""Keeps accounts, and books a payment if there is money for it."""

import logging

from common.database import migrate, transaction
from common.messages import Listener, emit
from common.web import Problem, serve


def health(_request):
    with transaction() as cursor:
        cursor.execute("select 1 from accounts limit 1")
    return 200, {"status": "up"}


def open_account(request):
    body = request.json()
    with transaction() as cursor:
        cursor.execute(
            "insert into accounts (account, opening) values (%s, %s)",
            (body.get("account"), body.get("opening")),
        )
    return 201, {"account": body["account"]}


def balance(cursor, account, lock=""):
    """None for an account that nobody has opened."""
    cursor.execute(f"select opening from accounts where account = %s {lock}", (account,))
    row = cursor.fetchone()
    if row is None:
        return None
    cursor.execute("select coalesce(sum(amount), 0) from bookings where account = %s", (account,))
    return row[0] - cursor.fetchone()[0]


def read(_request, account):
    with transaction() as cursor:
        left = balance(cursor, account)
    if left is None:
        raise Problem(404, "no such account")
    return 200, {"account": account, "balance": left}


def book(cursor, message):
    payment, account, amount = message["payment"], message["account"], message["amount"]
    left = balance(cursor, account, "for update")
    cursor.execute("select %s::numeric <= %s::numeric", (amount, left))
    (enough,) = cursor.fetchone()
    if enough:
        cursor.execute(
            "insert into bookings (payment_id, account, amount) values (%s, %s, %s)", (payment, account, amount)
        )
        emit(cursor, "ledger", payment, "PaymentBooked", {"payment": payment})
    else:
        reason = "no such account" if left is None else f"only {left} left"
        emit(cursor, "ledger", payment, "PaymentRefused", {"payment": payment, "reason": reason})


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    migrate("messages", "ledger")
    listener = Listener("ledger", "payment.events", {"PaymentRequested": book})
    listener.start()
    serve(
        {
            r"GET /health": health,
            r"POST /accounts": open_account,
            r"GET /accounts/([\w-]+)": read,
        },
        until=listener.stop,
    )
