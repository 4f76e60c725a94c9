export * from './define-route.js';
export * from './envelope.js';
export * from './fact-contract.js';
export * from './route-contract.js';
export * from './vocabulary.js';
export * from './evaluation/result-published.v1.js';
export * from './http/operations.js';
