import type { Id, Instant } from '@goufu/kernel';
import type { TemplateContent } from './template-content.js';

export type TemplateFact =
  | {
      readonly kind: 'version-drafted';
      readonly templateId: Id;
      readonly version: number;
      readonly content: TemplateContent;
      readonly by: string;
    }
  | { readonly kind: 'version-published'; readonly version: number; readonly by: string; readonly at: Instant };
