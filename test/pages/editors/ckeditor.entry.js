import { Bold, ClassicEditor, Essentials, Heading, Italic, Link, List, Paragraph, PasteFromOffice } from 'ckeditor5';

const element = document.createElement('div');
element.textContent = window.START;
document.getElementById('place').append(element);

const editor = await ClassicEditor.create(element, {
  licenseKey: 'GPL',
  plugins: [Essentials, Paragraph, Bold, Italic, Heading, Link, List, PasteFromOffice],
});

const textOf = (node) =>
  node.is('$text')
    ? node.data
    : [...node.getChildren()].map(textOf).join(node.is('rootElement') ? '\n' : '');

window.editor = {
  target: '.ck-content',
  model: () => textOf(editor.model.document.getRoot()),
  markup: () => editor.getData(),
};
