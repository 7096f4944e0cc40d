import Uppy from '@uppy/core';
import Dashboard from '@uppy/dashboard';
import XHRUpload from '@uppy/xhr-upload';

new Uppy({ autoProceed: true })
  .use(Dashboard, { inline: true, target: '#zone', width: 600, height: 300, proudlyDisplayPoweredByUppy: false })
  .use(XHRUpload, { endpoint: '/collect', fieldName: 'file' });
