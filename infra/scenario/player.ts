import { checkFacts, rankingsOf, tellBooks, tellRankings, tellTrace, tellTranches } from './finale.js';
import type { PlayScript } from './script/play-script.js';
import { Purchase } from './steps/purchase.js';
import { scenesOf } from './story.js';
import type { Environment } from './world/environment.js';
import { reasonOf, Unexpected } from './world/patience.js';
import { World } from './world/world.js';

/** Plays all purchases of a script on one clock and checks what came of them. Throws `Unexpected` with the scene and the reason. */
export async function play(script: PlayScript, environment: Environment, write: (text: string) => void): Promise<void> {
  const began = performance.now();
  const world = await World.open(environment, script.stagehands, write, script.begins);
  try {
    world.narrator.heading(script.title.zh, script.title.en);
    await world.treasury.open(script.treasury.account, script.treasury.name, script.treasury.balance);
    const purchases = script.purchases.map((purchase) => new Purchase(purchase));
    const before = await playScenes(world, script, purchases);
    await world.comesDue(world.morning(script.ends), { zh: '年度终了，定榜公布', en: 'the year is over: the ranking is final' });
    await tellEnding(world, script, purchases, before, environment.traceDir);
    world.narrator.remark(`用时 ${Math.round((performance.now() - began) / 1000)} 秒`, 'done');
  } finally {
    await world.close();
  }
}

/** Plays all scenes in the order of their days; answers the ranking as it stood on the day that the script names. */
async function playScenes(world: World, script: PlayScript, purchases: readonly Purchase[]): Promise<Awaited<ReturnType<typeof rankingsOf>>> {
  const scenes = purchases.flatMap((purchase) => scenesOf(purchase, script)).toSorted((a, b) => a.day - b.day);
  let last: Purchase | undefined;
  let seen: Awaited<ReturnType<typeof rankingsOf>> | undefined;
  for (const { day, name, purchase, play } of scenes) {
    try {
      await world.advance(world.morning(day));
      if (day >= script.rankingSeenOn) seen ??= await rankingsOf(world, purchases);
      if (purchases.length > 1 && purchase !== last) world.narrator.subject(purchase.script.title.zh, purchase.script.title.en);
      last = purchase;
      await play(world);
    } catch (error) {
      throw new Unexpected(`${purchase.script.title.zh} · 第 ${day} 天 ${name}: ${reasonOf(error)}`, { cause: error });
    }
  }
  return seen ?? [];
}

async function tellEnding(world: World, script: PlayScript, purchases: readonly Purchase[], before: Awaited<ReturnType<typeof rankingsOf>>, traceDir: string | undefined): Promise<void> {
  world.narrator.heading('各期付款', 'the tranches');
  for (const purchase of purchases) tellTranches(world, purchase);
  await tellBooks(world, script, purchases);
  tellRankings(world, before, await rankingsOf(world, purchases));
  await tellTrace(world, traceDir, purchases[0]?.resultTrace ?? '');
  world.narrator.heading('事实清单', 'the facts');
  checkFacts(world, script);
}
