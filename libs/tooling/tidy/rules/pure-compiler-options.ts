import type { Rule } from '../workspace.ts';

interface Project {
  readonly extends?: string;
  readonly compilerOptions?: { readonly types?: readonly string[]; readonly lib?: readonly string[] };
}

/** `types: []` and no DOM make a pure part not compile when it reaches for Node or a browser. */
export const pureCompilerOptions: Rule = {
  name: 'pure-compiler-options',
  *check(workspace) {
    for (const path of workspace.paths(/^(?:libs\/kernel|services\/[^/]+\/domain)\/tsconfig\.json$/)) {
      const project = JSON.parse(workspace.text(path) ?? '{}') as Project;
      const { types, lib } = project.compilerOptions ?? {};
      if (types?.length !== 0) yield { path, line: 1, message: 'a pure part sets "types": [], so that Node does not compile in it; set it.' };
      if (lib) yield { path, line: 1, message: 'a pure part takes "lib" from tsconfig.base.json, which has no DOM; drop it.' };
    }
    const base = JSON.parse(workspace.text('tsconfig.base.json') ?? '{}') as Project;
    if (base.compilerOptions?.lib?.some((lib) => /^dom/i.test(lib))) {
      yield { path: 'tsconfig.base.json', line: 1, message: 'the base has no DOM; the web project adds it for itself.' };
    }
  },
};
