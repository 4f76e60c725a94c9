export * from './eventually.js';
export * from './given.js';
export * from './hostile-delivery.js';
export * from './movable-clock.js';
export { servers, type Servers } from './servers.js';
export * from './test-database.js';
export * from './test-environment.js';
export * from './test-issuer.js';
export * from './test-service.js';
