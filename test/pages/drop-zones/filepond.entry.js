import * as FilePond from 'filepond';

FilePond.create(document.getElementById('zone'), { server: { process: '/collect' }, allowMultiple: true, name: 'file' });
