import type { Transform } from '../define.ts';
import { mask } from './mask.ts';
import { redact } from './redact.ts';

export const transforms: readonly Transform[] = [mask, redact];
