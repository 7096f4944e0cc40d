import { baseKeymap } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { DOMParser } from 'prosemirror-model';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';

const start = document.createElement('p');
start.textContent = window.START;
const state = EditorState.create({
  doc: DOMParser.fromSchema(schema).parse(start),
  plugins: [history({ newGroupDelay: 0 }), keymap({ 'Mod-z': undo, 'Mod-y': redo }), keymap(baseKeymap)],
});
const view = new EditorView(document.getElementById('place'), { state });

window.editor = {
  target: '.ProseMirror',
  model: () => view.state.doc.textBetween(0, view.state.doc.content.size, '\n', '\n'),
  markup: () => JSON.stringify(view.state.doc),
};
