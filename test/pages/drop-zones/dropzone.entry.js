import { Dropzone } from 'dropzone';

const form = document.getElementById('zone');
form.classList.add('dropzone');
new Dropzone(form, { url: '/collect', autoProcessQueue: true, paramName: 'file' });
