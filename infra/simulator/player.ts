import { runSchedules, type Order } from './schedule/run.js';

/** A process that plays what it is told, until it is let go. */
process.on('message', (order: Order) => process.send?.(runSchedules(order)));
