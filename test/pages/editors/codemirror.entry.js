import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap } from '@codemirror/view';

const view = new EditorView({
  parent: document.getElementById('place'),
  state: EditorState.create({
    doc: window.START,
    extensions: [history({ newGroupDelay: 0 }), drawSelection(), keymap.of([...defaultKeymap, ...historyKeymap])],
  }),
});

window.editor = {
  target: '.cm-content',
  model: () => view.state.doc.toString(),
  markup: () => JSON.stringify([view.state.doc.toString(), view.state.selection.toJSON()]),
};
