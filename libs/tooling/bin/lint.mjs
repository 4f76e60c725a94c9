import process from 'node:process';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`lint needs the Node of this workspace, not ${process.version}: call it as \`npm run lint\`.`);
  process.exit(1);
}
const { lint } = await import('../lint.ts');
process.exitCode = lint(process.argv.slice(2)) === 0 ? 0 : 1;
