export * from './eventually.js';
export * from './given.js';
export * from './movable-clock.js';
export { servers, type Servers } from './servers.js';
export * from './test-database.js';
