import { engineRules } from './engine-rules.ts';
import { extensionRules } from './extension-rules.ts';
import type { Rule } from './rule.ts';
import { styleRules } from './style-rules.ts';

export const RULES: readonly Rule[] = [...engineRules, ...extensionRules, ...styleRules];
