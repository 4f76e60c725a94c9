import { posix } from 'node:path';
import type { Identifier, StringLiteral } from '@babel/types';
import { lineOf, nodesOf, type Workspace } from './workspace.ts';

/** One `import`, `export … from` or `import()` of a module. */
export interface Import {
  readonly from: string;
  readonly line: number;
  /** Names as the imported module exports them; `*` is all of them. */
  readonly names: readonly string[];
  /** Set for `export … from`: the names under which they leave this module again; `*` for `export *`. */
  readonly exportedAs?: readonly string[];
}

const nameOf = (node: Identifier | StringLiteral): string => (node.type === 'Identifier' ? node.name : node.value);

/** All imports of a module, static and dynamic. */
export function importsOf(workspace: Workspace, path: string): Import[] {
  const found: Import[] = [];
  for (const node of nodesOf(workspace, path)) {
    const line = lineOf(node);
    if (node.type === 'ImportDeclaration') {
      const names = node.specifiers.map((specifier) =>
        specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*',
      );
      found.push({ from: node.source.value, line, names });
    } else if (node.type === 'ExportAllDeclaration') {
      found.push({ from: node.source.value, line, names: ['*'], exportedAs: ['*'] });
    } else if (node.type === 'ExportNamedDeclaration' && node.source) {
      const specifiers = node.specifiers.filter((specifier) => specifier.type === 'ExportSpecifier');
      found.push({
        from: node.source.value,
        line,
        names: specifiers.map((specifier) => specifier.local.name),
        exportedAs: specifiers.map((specifier) => nameOf(specifier.exported)),
      });
    } else if (node.type === 'CallExpression' && node.callee.type === 'Import' && node.arguments[0]?.type === 'StringLiteral') {
      found.push({ from: node.arguments[0].value, line, names: ['*'] });
    } else if (node.type === 'ImportExpression' && node.source.type === 'StringLiteral') {
      found.push({ from: node.source.value, line, names: ['*'] });
    } else if (node.type === 'TSImportType') {
      found.push({ from: node.argument.type === 'StringLiteral' ? node.argument.value : '', line, names: ['*'] });
    }
  }
  return found;
}

/** The file of the workspace that a specifier names, or undefined when it names an npm package or nothing. */
export function resolveImport(workspace: Workspace, importer: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return resolveFile(workspace, posix.join(posix.dirname(importer), specifier));
  const own = /^@goufu\/([^/]+)(?:\/(.+))?$/.exec(specifier);
  if (!own) return undefined;
  const folder = ['libs', 'services', 'infra'].map((top) => `${top}/${own[1]}`).find((home) => workspace.paths().some((path) => path.startsWith(`${home}/`)));
  return folder && resolveFile(workspace, own[2] ? `${folder}/${own[2]}` : `${folder}/index.ts`);
}

function resolveFile(workspace: Workspace, path: string): string | undefined {
  const stem = path.replace(/\.(?:js|jsx)$/, '');
  return [path, `${stem}.ts`, `${stem}.tsx`, `${stem}/index.ts`].find((candidate) => workspace.has(candidate));
}
