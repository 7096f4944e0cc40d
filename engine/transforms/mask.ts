import { defineTransform } from '../define.ts';

/** Letters and digits become `*`; separators stay, so that forms and tables keep their shape. */
export const mask = defineTransform({
  name: 'mask',
  shaped: true,
  apply: (value) => value.replace(/[\p{L}\p{N}\p{M}]/gu, '*'),
});
