"""Takes payments, and asks the ledger whether the account has the money."""

import logging
import uuid

from common.database import migrate, transaction
from common.messages import Listener, emit
from common.web import Problem, serve


def health(_request):
    with transaction() as cursor:
        cursor.execute("select 1 from payments limit 1")
    return 200, {"status": "up"}


def create(request):
    body = request.json()
    payment = str(uuid.uuid4())
    with transaction() as cursor:
        cursor.execute(
            "insert into payments (payment_id, account, amount) values (%s, %s, %s) returning amount",
            (payment, body.get("account"), body.get("amount")),
        )
        (amount,) = cursor.fetchone()
        told = {"payment": payment, "account": body["account"], "amount": str(amount)}
        emit(cursor, "payment", payment, "PaymentRequested", told)
    return 202, {"payment": payment, "state": "REQUESTED"}


def read(_request, payment):
    with transaction() as cursor:
        cursor.execute("select state, amount, reason from payments where payment_id = %s", (payment,))
        row = cursor.fetchone()
    if row is None:
        raise Problem(404, "no such payment")
    state, amount, reason = row
    return 200, {"payment": payment, "state": state, "amount": amount, "reason": reason}


def booked(cursor, message):
    settle(cursor, message, "BOOKED", None)


def refused(cursor, message):
    settle(cursor, message, "REFUSED", message["reason"])


def settle(cursor, message, state, reason):
    cursor.execute(
        "update payments set state = %s, reason = %s where payment_id = %s and state = 'REQUESTED'",
        (state, reason, message["payment"]),
    )


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    migrate("messages", "payments")
    listener = Listener("payments", "ledger.events", {"PaymentBooked": booked, "PaymentRefused": refused})
    listener.start()
    serve(
        {
            r"GET /health": health,
            r"POST /payments": create,
            r"GET /payments/([0-9a-f-]{36})": read,
        },
        until=listener.stop,
    )
