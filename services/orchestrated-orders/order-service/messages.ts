/** `command_saga_type` of what the saga sends. */
export const createOrderSagaType = 'CreateOrderSaga';

/** Where participants answer it. */
export const createOrderReplies = { name: `${createOrderSagaType}-reply`, partitions: 4 } as const;
