import { ContentState, convertToRaw, Editor, EditorState, getDefaultKeyBinding } from 'draft-js';
import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';

let state = EditorState.createWithContent(ContentState.createFromText(window.START));

const Page = () => {
  const [shown, show] = useState(state);
  const onChange = (next) => {
    state = next;
    show(next);
  };
  return createElement(Editor, {
    editorState: shown,
    onChange,
    keyBindingFn: getDefaultKeyBinding,
    handleKeyCommand(command) {
      if (command !== 'undo') return 'not-handled';
      onChange(EditorState.undo(state));
      return 'handled';
    },
  });
};
createRoot(document.getElementById('place')).render(createElement(Page));

window.editor = {
  target: '.public-DraftEditor-content',
  model: () => state.getCurrentContent().getPlainText('\n'),
  // Keys of blocks are drawn at random.
  markup: () => JSON.stringify(convertToRaw(state.getCurrentContent()).blocks.map(({ key: _key, ...block }) => block)),
};
