import { isRefusal, unreachable, type Decider, type Decision, type Id } from '@goufu/kernel';
import type { TemplateContent } from './template-content.js';
import type { TemplateCommand } from './template.commands.js';
import type { TemplateFact } from './template.facts.js';
import { refuseTemplate } from './template.refusals.js';
import { validateContent } from './validate-content.js';

/** One template with all its versions. A published version never changes. */
export interface TemplateState {
  readonly templateId: Id | undefined;
  readonly versions: readonly { readonly version: number; readonly status: 'draft' | 'published'; readonly content: TemplateContent }[];
}

export const template = { initial: { templateId: undefined, versions: [] }, decide, evolve } satisfies Decider<TemplateState, TemplateCommand, TemplateFact>;

function evolve(state: TemplateState, fact: TemplateFact): TemplateState {
  switch (fact.kind) {
    case 'version-drafted':
      return {
        templateId: fact.templateId,
        versions: [...state.versions.filter(({ version }) => version !== fact.version), { version: fact.version, status: 'draft', content: fact.content }],
      };
    case 'version-published':
      return {
        ...state,
        versions: state.versions.map((it) => (it.version === fact.version ? { ...it, status: 'published' } : it)),
      };
    default:
      return unreachable(fact);
  }
}

function decide(command: TemplateCommand, state: TemplateState): Decision<TemplateFact> {
  switch (command.kind) {
    case 'draft-version': {
      const wrong = validateContent(command.content);
      if (isRefusal(wrong)) return wrong;
      const last = state.versions.at(-1);
      // A draft that is not yet published is replaced, a published version gets a successor.
      const version = last?.status === 'draft' ? last.version : (last?.version ?? 0) + 1;
      return [{ kind: 'version-drafted', templateId: command.templateId, version, content: command.content, by: command.by }];
    }
    case 'publish-version': {
      const found = state.versions.find(({ version }) => version === command.version);
      if (!found) return refuseTemplate('no-such-version', { version: command.version });
      if (found.status === 'published') return refuseTemplate('already-published', { version: command.version });
      return [{ kind: 'version-published', version: command.version, by: command.by, at: command.at }];
    }
    default:
      return unreachable(command);
  }
}
