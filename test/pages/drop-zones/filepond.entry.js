import * as FilePond from 'filepond';

const { promise, resolve } = Promise.withResolvers();
FilePond.create(document.getElementById('zone'), {
  server: { process: '/collect' },
  allowMultiple: true,
  name: 'file',
  oninit: resolve,
});
// It takes drops only once it has drawn itself.
await promise;
