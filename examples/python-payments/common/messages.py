"""Messages: written to the outbox, read from Kafka, each dealt with once."""

import json
import logging
import os
import threading
import uuid

from kafka import KafkaConsumer, TopicPartition

from common.database import transaction

log = logging.getLogger(__name__)


def emit(cursor, aggregate, aggregate_id, type_, payload):
    """Leaves a message to be sent."""
    cursor.execute(
        "insert into outbox (id, aggregatetype, aggregateid, type, payload) values (%s, %s, %s, %s, %s)",
        (str(uuid.uuid4()), aggregate, str(aggregate_id), type_, json.dumps(payload)),
    )


class Listener(threading.Thread):
    """Deals with the messages of a topic, one after another. One that fails is tried again until it succeeds."""

    def __init__(self, group, topic, handlers):
        super().__init__(name=f"listener-{group}", daemon=True)
        self.handlers = handlers
        self.stopping = threading.Event()
        self.consumer = KafkaConsumer(
            topic,
            group_id=group,
            bootstrap_servers=os.environ.get("KAFKA_BROKERS", "localhost:9092").split(","),
            auto_offset_reset="earliest",
            enable_auto_commit=False,
        )

    def run(self):
        while not self.stopping.is_set():
            for partition, records in self.consumer.poll(timeout_ms=200).items():
                self.take(partition, records)
        self.consumer.close()

    def stop(self):
        self.stopping.set()
        self.join(timeout=5)

    def take(self, partition: TopicPartition, records):
        for record in records:
            try:
                self.deal_with(record)
            except Exception:
                log.exception("%s offset %s, once more in a second", partition, record.offset)
                self.consumer.seek(partition, record.offset)
                self.stopping.wait(1)
                break
        self.consumer.commit()

    def deal_with(self, record):
        headers = {name: json.loads(value) for name, value in record.headers}
        handle = self.handlers.get(headers.get("eventType"))
        if handle is None:
            return
        with transaction() as cursor:
            cursor.execute(
                "insert into seen_messages (id) values (%s) on conflict do nothing", (headers["id"],)
            )
            if cursor.rowcount > 0:
                handle(cursor, json.loads(record.value))
