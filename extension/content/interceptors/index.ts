import type { Interceptor } from '../interceptor.ts';
import { copy } from './copy.ts';
import { dragDrop } from './drag-drop.ts';
import { filePicker } from './file-picker.ts';
import { formSubmit } from './form-submit.ts';
import { paste } from './paste.ts';
import { print } from './print.ts';
import { typing } from './typing.ts';

export const interceptors: readonly Interceptor[] = [copy, dragDrop, filePicker, formSubmit, paste, print, typing];
