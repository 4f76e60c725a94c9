import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import { traverseFast, type File, type Node } from '@babel/types';

/** Something that the rules of the house forbid, with the sentence that says what mends it. */
export interface Finding {
  readonly rule: string;
  /** Relative to the workspace. */
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export type Problem = Omit<Finding, 'rule'>;

/** One rule of the house: pure, over all files at once. */
export interface Rule {
  readonly name: string;
  check(workspace: Workspace): Iterable<Problem>;
}

const NOT_OURS = new Set(['node_modules', 'dist', '.tsc', '.git', '.nx', '.local', 'coverage', 'fixtures']);
const TEXT = /\.(?:ts|tsx|mjs|json|md|sql)$/;
const MODULE = /\.(?:ts|tsx|mjs)$/;

/** The files that rules look at, as text and as syntax tree, keyed by their path relative to the root. */
export class Workspace {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #trees = new Map<string, File>();

  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts;
  }

  /** Reads every text file below `root` that is ours. */
  static read(root: string): Workspace {
    const texts = new Map<string, string>();
    const visit = (folder: string): void => {
      for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory() && !NOT_OURS.has(entry.name)) visit(path);
        if (entry.isFile() && TEXT.test(entry.name)) texts.set(path, readFileSync(join(root, path), 'utf8'));
      }
    };
    visit('');
    return new Workspace(texts);
  }

  paths(pattern: RegExp = /(?:)/): string[] {
    return [...this.#texts.keys()].filter((path) => pattern.test(path));
  }

  /** Paths of TypeScript and JavaScript, without type declarations. */
  modules(pattern: RegExp = /(?:)/): string[] {
    return this.paths(MODULE).filter((path) => !path.endsWith('.d.ts') && pattern.test(path));
  }

  text(path: string): string | undefined {
    return this.#texts.get(path);
  }

  has(path: string): boolean {
    return this.#texts.has(path);
  }

  /** The syntax tree of a module; parsed once. */
  tree(path: string): File {
    const known = this.#trees.get(path);
    if (known) return known;
    const tree = parse(this.#texts.get(path) ?? '', {
      sourceFilename: path,
      sourceType: 'module',
      plugins: ['typescript', 'decorators-legacy', ...(path.endsWith('.tsx') ? (['jsx'] as const) : [])],
    });
    this.#trees.set(path, tree);
    return tree;
  }
}

/** Specs, and what a `spec/` folder holds for them. */
export const isSpec = (path: string): boolean => /spec\.tsx?$|\/specs?\//.test(path);

/** Code that only proves other code. */
export const isTestCode = (path: string): boolean => isSpec(path) || path.startsWith('libs/testing/');

export const lineOf = (node: Node): number => node.loc?.start.line ?? 1;

/** Every node of a module, outside in. */
export function nodesOf(workspace: Workspace, path: string): Node[] {
  const nodes: Node[] = [];
  traverseFast(workspace.tree(path), (node) => {
    nodes.push(node);
  });
  return nodes;
}

/** `result-published` → `resultPublished`. */
export const camelCase = (kebab: string): string => kebab.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
