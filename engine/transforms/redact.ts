import { defineTransform } from '../define.ts';

/** A typed placeholder: what stood there, never whose. Applied to itself it changes nothing. */
export const redact = defineTransform({
  name: 'redact',
  apply: (_value, infoType) => `[${infoType}]`,
});
