import { importsOf, resolveImport } from '../imports.ts';
import { isSpec, type Problem, type Rule, type Workspace } from '../workspace.ts';

interface Part {
  readonly name: string;
  readonly files: RegExp;
  /** Parts of the workspace that it may import; `own` stands for the same service. */
  readonly may: readonly string[];
  /** npm packages that it may import; left out: those that its package.json declares. */
  readonly npm?: readonly string[];
  /** Whether it may use what only Node offers. */
  readonly node?: false;
}

const PLATFORM = ['kernel', 'contracts', 'jurisdiction', 'persistence', 'messaging', 'tasks', 'service', 'testing'];
const earlierThan = (name: string): string[] => PLATFORM.slice(0, PLATFORM.indexOf(name)).filter((part) => part !== 'jurisdiction');

/** The table of section 3 of the design. The order of the platform makes circles between packages impossible. */
const PARTS: readonly Part[] = [
  { name: 'kernel', files: /^libs\/kernel\//, may: [], npm: [], node: false },
  { name: 'contracts tools', files: /^libs\/contracts\/bin\//, may: ['kernel', 'contracts'] },
  { name: 'contracts', files: /^libs\/contracts\//, may: ['kernel'], npm: ['zod'], node: false },
  { name: 'jurisdiction', files: /^libs\/jurisdiction\//, may: ['kernel'] },
  ...PLATFORM.slice(3).map((name) => ({ name, files: new RegExp(`^libs/${name}/`), may: earlierThan(name) })),
  { name: 'tooling', files: /^libs\/tooling\//, may: [] },
  { name: 'domain', files: /^services\/[^/]+\/domain\//, may: ['kernel', 'jurisdiction'], npm: [], node: false },
  { name: 'web', files: /^services\/[^/]+\/web\//, may: ['kernel', 'contracts'], node: false },
  { name: 'app', files: /^services\/[^/]+\/app\//, may: ['own domain', ...PLATFORM.filter((part) => part !== 'testing')] },
  // Signs in as people do, watches the topics, and knows no service from the inside.
  { name: 'scenario', files: /^infra\/scenario\//, may: ['kernel', 'contracts', 'messaging', 'identity-issuer'] },
  // Measures the services from outside, and does the work of one in the way of others beside it.
  { name: 'benchmark', files: /^infra\/benchmark\//, may: ['kernel', 'contracts', 'messaging'] },
  // Judges the services by what lies in the databases and on Kafka: with nothing of theirs but the names of facts.
  { name: 'fault checker', files: /^infra\/faults\/check\//, may: ['contracts'] },
  { name: 'faults', files: /^infra\/faults\//, may: ['kernel', 'contracts', 'messaging', 'identity-issuer', 'fault checker'] },
  // Drives the pure cores, and nothing else of a service.
  { name: 'simulator', files: /^infra\/simulator\//, may: ['kernel', 'jurisdiction', 'domain'] },
  { name: 'treasury-simulator', files: /^infra\/treasury-simulator\//, may: ['kernel'] },
  { name: 'identity-issuer', files: /^infra\/identity-issuer\//, may: ['kernel'] },
  { name: 'infra', files: /^infra\//, may: ['infra'] },
];

/** Libraries that have one home, so that what they cannot do is mended in one place. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  kafkajs: ['messaging', 'fault checker'],
  bullmq: ['tasks'],
  typeorm: ['persistence', 'testing', 'app'],
  jose: ['service', 'testing'],
  pino: ['service'],
  'prom-client': ['service'],
  'nestjs-pino': ['service'],
  testcontainers: ['testing'],
  'oidc-provider': ['identity-issuer'],
  react: ['web'],
  antd: ['web'],
};

/** Who may import what: never app → other app, domain → contracts or a framework, a library → a later one. */
export const importRules: Rule = {
  name: 'import-rules',
  *check(workspace) {
    for (const path of workspace.modules(/^(?:libs|services|infra)\/.+\//)) {
      const part = partOf(path);
      if (!part || /\.config\.[a-z]+$/.test(path)) continue;
      for (const { from, line } of importsOf(workspace, path)) {
        const target = resolveImport(workspace, path, from);
        const message = target ? inside(part, path, target) : outside(workspace, part, path, from);
        if (message) yield { path, line, message };
      }
    }
  },
};

const partOf = (path: string): Part | undefined => PARTS.find((part) => part.files.test(path));

const packageOf = (path: string): string => path.split('/').slice(0, 2).join('/');

function inside(part: Part, path: string, target: string): Problem['message'] | undefined {
  const other = partOf(target);
  const samePackage = packageOf(path) === packageOf(target);
  if (!other || (samePackage && (other === part || isSpec(path)))) return undefined;
  if (isSpec(path) && other.name === 'testing') return undefined;
  if (part.may.includes(other.name) || (samePackage && part.may.includes(`own ${other.name}`))) return undefined;
  return `${part.name} may not import ${other.name} (${target}); it may import ${part.may.join(', ') || 'nothing'}. Speak through facts, or move what both need to an earlier library.`;
}

function outside(workspace: Workspace, part: Part, path: string, from: string): Problem['message'] | undefined {
  if (from.startsWith('.')) return /\.css$|\/dist\//.test(from) ? undefined : `${from} does not exist; correct the path (imports end in .js).`;
  if (isSpec(path)) return undefined;
  if (from.startsWith('node:')) return part.node === false ? `${part.name} is pure and may not import ${from}; take what it gives as an argument.` : undefined;
  const name = from.split('/').slice(0, from.startsWith('@') ? 2 : 1).join('/');
  if (name.startsWith('@goufu/')) return `${from} is not a package of this workspace; correct the name.`;
  const homes = HOMES[name];
  if (homes && !homes.includes(part.name)) return `${name} is imported by ${homes.join(', ')} alone; use what that part offers.`;
  if (part.npm) return part.npm.includes(name) ? undefined : `${part.name} may not import ${name}; npm there: ${part.npm.join(', ') || 'none'}.`;
  if (declared(workspace, packageOf(path)).has(name)) return undefined;
  return `${name} is not among the dependencies of ${packageOf(path)}/package.json; declare it there with an exact version.`;
}

/** What a package declares; a folder that is no package (infra/local) uses what the workspace has installed. */
function declared(workspace: Workspace, folder: string): Set<string> {
  const own = `${folder}/package.json`;
  const manifests = workspace.has(own) ? [own, 'package.json'] : workspace.paths(/(?:^|\/)package\.json$/);
  const names = manifests.flatMap((path) => {
    const manifest = JSON.parse(workspace.text(path) ?? '{}') as { dependencies?: object; devDependencies?: object };
    return [...Object.keys(manifest.dependencies ?? {}), ...Object.keys(manifest.devDependencies ?? {})];
  });
  return new Set(names);
}
