import { startOffscreen } from '../../offscreen/offscreen.ts';

startOffscreen();
