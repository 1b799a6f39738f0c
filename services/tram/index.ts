export { MalformedMessageError, UnprocessableMessageError } from './message/errors.ts';
export { currentCause, runCausedBy, type Cause } from './message/cause.ts';
export { parseJson, stringifyJson } from './message/json.ts';
export { readEventRouterRecord } from './message/event-router.ts';
export { header, type Headers, type Message } from './message/message.ts';
export { isMessageId, messageIdAfter, newMessageId, type MessageId } from './message/message-id.ts';
export { decodeRecordValue, encodeRecordValue } from './message/record-value.ts';

export { type Purging, startPurging, type StartPurgingOptions } from './purging/start-purging.ts';
export { createTramTables } from './postgres/tables.ts';
export { inTransaction, type Queryable, type Transaction } from './postgres/transaction.ts';

export type { OutgoingMessage } from './outbox/outgoing-message.ts';
export { send } from './outbox/send.ts';

export type {
  Broker,
  BrokerRecord,
  DeadLetterPolicy,
  Publisher,
  RecordHeaders,
  RecordToSend,
  SentRecord,
  Subscription,
  SubscribeOptions,
  TopicToCreate,
} from './broker/broker.ts';
export { kafkaBroker } from './broker/kafka/kafka-broker.ts';
export { kafkaConnection } from './broker/kafka/kafka-connection.ts';
export {
  envOfSecurity,
  type KafkaSasl,
  type KafkaSecurity,
  type KafkaTls,
  saslMechanisms,
  securityOfEnv,
} from './broker/kafka/kafka-security.ts';
export {
  type BrokerChoice,
  type BrokerKind,
  brokerKinds,
  kafkaBrokersShape,
  openBroker,
  rabbitUrlShape,
} from './broker/open-broker.ts';
export { recordOf } from './broker/rabbitmq/amqp-record.ts';
export { revivedLetter } from './broker/rabbitmq/dead-letter.ts';
export { closeChannel, closeRabbit, dialRabbit } from './broker/rabbitmq/dial-rabbit.ts';
export { deadHeaders } from './broker/rabbitmq/origin.ts';
export { publishChannel } from './broker/rabbitmq/publish-channel.ts';
export { rabbitConnection, type RabbitConnection } from './broker/rabbitmq/rabbit-connection.ts';
export { deadLetterQueueOf, queueOf } from './broker/rabbitmq/names.ts';
export { stampHeader } from './broker/rabbitmq/publish-stamp.ts';
export { rabbitBroker } from './broker/rabbitmq/rabbit-broker.ts';

export { causeOf } from './consumer/cause-of.ts';
export { consume, type Consumer } from './consumer/consume.ts';
export type { RedriveResult } from './consumer/redrive.ts';
export type { ConsumeOptions } from './consumer/consume-options.ts';
export type { HandlerContext, HandlerResult, MessageHandler, NoContext } from './consumer/message-handler.ts';
export type { RetryPolicy } from './consumer/retry-policy.ts';
export { guardedInbox, type ParkingLot } from './inbox/guarded-inbox.ts';
export type { Delivery, Inbox, ParkedRecord, TopicKey } from './inbox/inbox.ts';
export { mongoParkingLot } from './inbox/mongo-parking-lot.ts';
export { purgeReceived, type PurgeReceivedOptions } from './inbox/purge-received.ts';
export { sqlInbox } from './inbox/sql-inbox.ts';

export { consumeEvents, type ConsumeEventsOptions } from './events/consume-events.ts';
export { defineEvents, type EventDefinitions, type EventOf } from './events/definitions.ts';
export { eventHandlers, type EventHandlers } from './events/handlers.ts';
export type { ReceivedEvent } from './events/received-event.ts';
export { publishEvents } from './events/publish.ts';

export { consumeCommands, type ConsumeCommandsOptions } from './commands/consume-commands.ts';
export { type CommandDefinitions, type CommandOf, defineCommands } from './commands/definitions.ts';
export { commandHandlers, type CommandHandlers } from './commands/handlers.ts';
export { createLockTables } from './commands/locks/lock-tables.ts';
export type { ReceivedCommand } from './commands/received-command.ts';
export { sendCommand, type SendCommandOptions } from './commands/send-command.ts';
export {
  defineReplies,
  failure,
  reply,
  type Reply,
  type ReplyDefinitions,
  success,
} from './commands/reply.ts';

export { SagaDefinitionError } from './sagas/check-definition.ts';
export { type SagaDefinition, type SagaEnd, sagaOf, type StepContext } from './sagas/definition.ts';
export { purgeSagas, type PurgeSagasOptions } from './sagas/purge-sagas.ts';
export { replyChannelOf } from './sagas/reply-channel.ts';
export { createSagaTables } from './sagas/saga-tables.ts';
export { startSagas, type Sagas, type StartSagasOptions } from './sagas/start-sagas.ts';
export { StepRefused } from './sagas/step-refused.ts';

export {
  connectForReplication,
  createSlot,
  type CreatedSlot,
  type ReplicationConnection,
} from './relay/replication/connection.ts';
export type { OutboxMapping } from './relay/outbox/outbox-mapping.ts';
export { formatLsn, type Lsn, parseLsn } from './relay/replication/lsn.ts';
export { openTransactions } from './relay/replication/open-transactions.ts';
export type { OldRow, Relation, TextRow } from './relay/replication/pgoutput.ts';
export { quoteIdentifier, quoteLiteral } from './relay/replication/quote.ts';
export { type ReplicationStream, type StreamMessage, streamSlot } from './relay/replication/stream.ts';

export { type Arming, armingSchema, type FaultSpec, stateFileOf, stateSchema } from './faults/arming.ts';
export { openFaults } from './faults/open-faults.ts';
export { type Place, type Seam, seams, throughSeams } from './faults/seam.ts';

export { isTimeout, withLimit } from './limit/with-limit.ts';

export { nowMs } from './observe/clock.ts';
export type { DeliveryLine, FaultLine, HttpLine, Line, PublishedLine } from './observe/line.ts';
export { lineWriter, type LineWriter } from './observe/line-writer.ts';
export type { Log } from './observe/log.ts';
