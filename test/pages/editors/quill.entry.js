import Quill from 'quill';

const quill = new Quill('#place', { modules: { history: { delay: 0 } } });
quill.setText(`${window.START}\n`, 'silent');
quill.history.clear();

window.editor = {
  target: '.ql-editor',
  model: () => quill.getText(),
  markup: () => JSON.stringify(quill.getContents()),
};
