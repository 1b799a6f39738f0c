'use strict';

const { Kafka, Partitioners, logLevel } = require('kafkajs');

function connect(clientId) {
  return new Kafka({
    clientId,
    brokers: (process.env.KAFKA_BROKERS ?? 'localhost:9092').split(','),
    logLevel: logLevel.WARN,
  });
}

module.exports = { connect, createPartitioner: Partitioners.DefaultPartitioner };
