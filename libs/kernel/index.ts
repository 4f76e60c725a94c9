export * from './decision.js';
export * from './ids.js';
export * from './money.js';
export * from './refusal.js';
export * from './time.js';
