/** A small service of the specs' own: adds up scores per purchase from two topics. `BUG` plants what hostile delivery must find. */
import { APPLIED, KafkaBus, ConsumerGroup, FactStore, OutboxRelay, SingleFactConsumer } from '@goufu/messaging';
import { openDatabase, UnitOfWork } from '@goufu/persistence';
import { scoreGiven, scoreTotalled, weightGiven } from './score-facts.mjs';

const { DATABASE_URL: url, KAFKA_BROKERS: brokers, TOPIC_PREFIX: topicPrefix, BUG } = process.env;
const silent = { info: () => undefined, warn: () => undefined, error: (details, message) => process.stderr.write(`${message} ${details.error}\n`) };
const database = await openDatabase({ url });

class AddUp extends SingleFactConsumer {
  constructor(contract) {
    super();
    this.contract = contract;
  }

  async handleOne({ subject, data, ...cause }, tx) {
    const value = data.value * (this.contract === weightGiven ? 100 : 1);
    const sql = `INSERT INTO total AS t (subject, sum) VALUES ($1, $2) ON CONFLICT (subject) DO UPDATE SET sum = ${BUG === 'last one wins' ? '$2' : 't.sum + $2'}`;
    await (BUG === 'outside the transaction' ? database : tx).query(sql, [subject, value]);
    tx.record({ contract: scoreTotalled, subject, data: { value }, causedBy: cause });
    return APPLIED;
  }
}

const facts = new FactStore('oversight');
const unitOfWork = new UnitOfWork(database, { now: () => '2026-03-02T01:00:00.000Z' }, facts);
const bus = new KafkaBus({ brokers: brokers.split(','), clientId: 'scores', topicPrefix, log: silent });
const relay = new OutboxRelay('oversight', database, bus, silent);
facts.onWake(() => relay.wake());
relay.start();
const consumers = [new AddUp(scoreGiven), new AddUp(weightGiven)];
const group = new ConsumerGroup({ group: 'oversight', service: 'oversight', consumers, bus, unitOfWork, log: silent, onCrash: () => process.exit(1) });
await group.start();

const end = async () => {
  await group.stop();
  await relay.stop();
  await bus.close();
  await database.destroy();
};
process.once('SIGTERM', () => void end());
