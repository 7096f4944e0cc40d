import { defineBackground } from 'wxt/utils/define-background';
import { startServiceWorker } from '../background/router.ts';

export default defineBackground({ type: 'module', main: startServiceWorker });
