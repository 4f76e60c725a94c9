import type { Id, Instant } from '@goufu/kernel';
import type { TemplateContent } from './template-content.js';

export type TemplateCommand =
  | { readonly kind: 'draft-version'; readonly templateId: Id; readonly content: TemplateContent; readonly by: string }
  | { readonly kind: 'publish-version'; readonly version: number; readonly by: string; readonly at: Instant };
