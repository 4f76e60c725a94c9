import { describe, expect, it } from '@jest/globals';
import { configurationFrom, WrongConfiguration } from './configuration.js';
import { secretKey, serviceEnvironment } from './environment.js';

const GOOD = {
  GOUFU_ENVIRONMENT: 'production',
  SERVICE_PORT: '4100',
  OIDC_ISSUER: 'https://sign-in.example',
  DATABASE_URL: 'postgres://app:secret@db/goufu_funding',
  KAFKA_BROKERS: 'a:9092, b:9092',
  REDIS_URL: 'redis://cache:6379',
  FILE_STORE_DIR: '/var/goufu',
};

describe('the environment', () => {
  it('is parsed once, with what is not said left at its default', () => {
    expect(configurationFrom(serviceEnvironment, GOOD)).toMatchObject({
      SERVICE_PORT: 4100,
      SERVICE_HOST: '127.0.0.1',
      OIDC_AUDIENCE: 'goufu-api',
      KAFKA_BROKERS: ['a:9092', 'b:9092'],
      CLOCK: 'system',
      TOPIC_PREFIX: '',
    });
  });

  it('takes a variable set to nothing as not set', () => {
    expect(configurationFrom(serviceEnvironment, { ...GOOD, LOG_LEVEL: '' }).LOG_LEVEL).toBe('info');
  });

  it('does not let production move its clock', () => {
    expect(() => configurationFrom(serviceEnvironment, { ...GOOD, CLOCK: 'movable' })).toThrow('CLOCK: only a local environment accepts a movable clock');
    expect(configurationFrom(serviceEnvironment, { ...GOOD, CLOCK: 'movable', GOUFU_ENVIRONMENT: 'local' }).CLOCK).toBe('movable');
  });

  it('never repeats a secret in its complaint', () => {
    const schema = serviceEnvironment.extend({ ACCOUNT_KEY: secretKey });
    const complaint = () => configurationFrom(schema, { ...GOOD, DATABASE_URL: 'mysql://app:secret@db', ACCOUNT_KEY: 'c2hvcnQ=' });
    expect(complaint).toThrow(WrongConfiguration);
    expect(complaint).toThrow(/ACCOUNT_KEY: 32 bytes in base64/);
    expect(complaint).not.toThrow(/secret|c2hvcnQ/);
  });

  it('gives a secret key as its 32 bytes', () => {
    expect(secretKey.parse(Buffer.alloc(32, 7).toString('base64'))).toEqual(Buffer.alloc(32, 7));
  });
});
