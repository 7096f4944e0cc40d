import { createElement, useMemo } from 'react';
import { createRoot } from 'react-dom/client';
import { createEditor, Node } from 'slate';
import { withHistory } from 'slate-history';
import { Editable, Slate, withReact } from 'slate-react';

const editor = withHistory(withReact(createEditor()));

// A leaf and a block as Slate's own rich text example draws them.
const Page = () => {
  const value = useMemo(() => [{ type: 'paragraph', children: [{ text: window.START }] }], []);
  return createElement(
    Slate,
    { editor, initialValue: value },
    createElement(Editable, {
      id: 'slate',
      onKeyDown(event) {
        if (!event.ctrlKey || event.key !== 'z') return;
        event.preventDefault();
        editor.undo();
      },
    }),
  );
};
createRoot(document.getElementById('place')).render(createElement(Page));

window.editor = {
  target: '#slate',
  model: () => editor.children.map((node) => Node.string(node)).join('\n'),
  markup: () => JSON.stringify(editor.children),
};
