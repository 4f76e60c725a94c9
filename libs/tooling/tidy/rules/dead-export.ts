import type { Node } from '@babel/types';
import { importsOf, resolveImport, type Import } from '../imports.ts';
import { isTestCode, lineOf, nodesOf, type Rule, type Workspace } from '../workspace.ts';

interface Exported {
  readonly name: string;
  readonly line: number;
  /** A type that its own file also uses is part of what the file's other exports say. */
  readonly isType: boolean;
}

/** Files whose exports are read by a tool, not by an import. */
const ENTRIES = /(?:^|\/)(?:bin\/.+|main\.tsx?|[^/]+\.config\.(?:ts|mjs)|jest\.preset\.mjs)$/;

/**
 * Everything that is exported is imported somewhere. Leaving through an index.ts is no use; neither is use by specs
 * alone, unless the export is test code itself, or a part of what its own file does that is worth a spec of its own. The types of `contracts` are the published language and exempt.
 */
export const deadExport: Rule = {
  name: 'dead-export',
  *check(workspace) {
    const uses = new Uses(workspace);
    for (const path of workspace.modules(/^(?:libs|services|infra)\//)) {
      if (ENTRIES.test(path) || isTestCode(path)) continue;
      for (const { name, line, isType } of exportsOf(workspace, path)) {
        if (isType && (path.startsWith('libs/contracts/') || mentions(workspace, path, name) > 1)) continue;
        const use = uses.of(path, name);
        if (use === 'none') yield { path, line, message: `${name} is exported and nobody imports it; drop the export, or the code.` };
        if (use === 'specs' && mentions(workspace, path, name) === 1) yield { path, line, message: `${name} is exported and only specs import it; test through what is used, or drop it.` };
      }
    }
  },
};

function exportsOf(workspace: Workspace, path: string): Exported[] {
  return nodesOf(workspace, path).flatMap((node): Exported[] => {
    const line = lineOf(node);
    if (node.type === 'ExportDefaultDeclaration') return [{ name: 'default', line, isType: false }];
    if (node.type !== 'ExportNamedDeclaration' || node.source) return [];
    const isType = node.exportKind === 'type';
    const listed = node.specifiers.flatMap((specifier) =>
      specifier.type === 'ExportSpecifier' ? [specifier.exported.type === 'Identifier' ? specifier.exported.name : specifier.exported.value] : [],
    );
    return [...namesOf(node.declaration), ...listed].map((name) => ({ name, line, isType }));
  });
}

function namesOf(declaration: Node | null | undefined): string[] {
  if (!declaration) return [];
  if (declaration.type === 'VariableDeclaration') return declaration.declarations.flatMap(({ id }) => namesIn(id));
  if ('id' in declaration && declaration.id && declaration.id.type === 'Identifier') return [declaration.id.name];
  return [];
}

/** The names that a binding makes, also by destructuring. */
function namesIn(pattern: Node): string[] {
  if (pattern.type === 'Identifier') return [pattern.name];
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((property) => namesIn(property.type === 'RestElement' ? property.argument : property.value));
}

const mentions = (workspace: Workspace, path: string, name: string): number =>
  nodesOf(workspace, path).filter((node) => node.type === 'Identifier' && node.name === name).length;

/** Whether this import is there to prove what it imports: that of a spec, and what the simulator takes of others. */
const onlyProves = (path: string, from: string): boolean => isTestCode(path) || (path.startsWith('infra/simulator/') && from.startsWith('@goufu/'));

/** Who imports which export, followed through re-exports. */
class Uses {
  readonly #workspace: Workspace;
  readonly #imports = new Map<string, Import[]>();
  readonly #by = new Map<string, 'code' | 'specs'>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    const paths = workspace.modules();
    for (const path of paths) this.#imports.set(path, importsOf(workspace, path));
    for (const path of paths) {
      for (const one of this.#imports.get(path) ?? []) {
        if (!one.exportedAs) for (const name of one.names) this.#mark(path, one.from, name, onlyProves(path, one.from) ? 'specs' : 'code', new Set());
      }
    }
  }

  of(path: string, name: string): 'code' | 'specs' | 'none' {
    const named = this.#by.get(`${path}#${name}`);
    const whole = this.#by.get(`${path}#*`);
    return named === 'code' || whole === 'code' ? 'code' : (named ?? whole ?? 'none');
  }

  #mark(importer: string, from: string, name: string, by: 'code' | 'specs', seen: Set<string>): void {
    const target = resolveImport(this.#workspace, importer, from);
    const key = `${target}#${name}`;
    if (!target || seen.has(key)) return;
    seen.add(key);
    if (this.#by.get(key) !== 'code') this.#by.set(key, by);
    for (const { from: next, names, exportedAs } of this.#imports.get(target) ?? []) {
      if (exportedAs?.[0] === '*') this.#mark(target, next, name, by, seen);
      else exportedAs?.forEach((as, i) => (as === name || name === '*') && this.#mark(target, next, names[i] ?? name, by, seen));
    }
  }
}
