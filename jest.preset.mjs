import { fileURLToPath } from 'node:url';

const swc = fileURLToPath(new URL('.swcrc', import.meta.url));

const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@goufu/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { configFile: swc, swcrc: false }] },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/.tsc/', '/fixtures/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.tsc/'],
};

/** `pure` needs nothing but Node; `int` needs real PostgreSQL, Kafka and Redis (see libs/testing). */
export const base = {
  maxWorkers: 2,
  testTimeout: 60_000,
  workerIdleMemoryLimit: '512MB',
  projects: [
    { ...shared, displayName: 'pure', testMatch: ['<rootDir>/**/*.spec.ts'] },
    { ...shared, displayName: 'int', testMatch: ['<rootDir>/**/*.int-spec.ts'], setupFiles: ['reflect-metadata'] },
  ],
};
