import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerRichText } from '@lexical/rich-text';
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from 'lexical';

const element = document.createElement('div');
element.id = 'lexical';
element.contentEditable = 'true';
document.getElementById('place').append(element);

const editor = createEditor({
  namespace: 'test',
  onError(error) {
    throw error;
  },
});
editor.setRootElement(element);
registerRichText(editor);
registerHistory(editor, createEmptyHistoryState(), 0);
editor.update(() => $getRoot().clear().append($createParagraphNode().append($createTextNode(window.START))), {
  discrete: true,
  tag: 'history-merge',
});

window.editor = {
  target: '#lexical',
  model: () => editor.getEditorState().read(() => $getRoot().getTextContent()),
  markup: () => JSON.stringify(editor.getEditorState()),
};
