import type { Transform } from '../define.ts';
import { mask } from './mask.ts';
import { redact } from './redact.ts';
import { tokenise } from './tokenise.ts';

export const transforms: readonly Transform[] = [mask, redact, tokenise];
